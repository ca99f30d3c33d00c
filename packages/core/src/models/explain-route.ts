import { ModelCallScope } from '@overmind/contracts/entities/model';
import type { RouteAnswer, RouteQuestion } from '@overmind/contracts/entities/model-catalogue';
import { notFound } from '@overmind/contracts/errors';
import { findAgent } from '@overmind/db/queries/projects/agents';
import { estimateComplexity } from '@overmind/domain/models/complexity';
import { refOf } from '@overmind/domain/models/refs';
import { routeCall } from '@overmind/domain/models/route';
import { estimateTokens } from '@overmind/domain/models/tokens';
import type { Core } from '../core.ts';
import { nothingSetUp } from './call-failure.ts';

/** Where a call would go and why, by the same rules and the same knowledge as a call itself; nothing is called. */
export async function explainRoute(core: Core, question: RouteQuestion): Promise<RouteAnswer> {
  const { project_id, agent_id, text } = question;
  const { ports, measures } = core.models;
  if (agent_id !== null && (await findAgent(core.db, agent_id))?.project_id !== project_id)
    throw notFound('agent');
  const scope = ModelCallScope.parse({ purpose: 'route.explain', project_id, agent_id });
  const policy = (await ports.policies?.holdingFor(scope, question.policy)) ?? question.policy;
  const inputTokens = question.input_tokens ?? estimateTokens(text);
  const hasTools = policy.capabilities.includes('tools');
  const { complexity, candidates, excluded } = routeCall({
    ...{ policy, need: { inputTokens, outputTokens: question.output_tokens } },
    complexity: estimateComplexity({ purpose: scope.purpose, text, inputTokens, hasTools }),
    catalogue: await ports.catalogue.list(),
    measureOf: (entry) => measures.of(refOf(entry)),
  });
  return {
    ...{ privacy: policy.privacy, complexity, input_tokens: inputTokens, candidates, excluded },
    detail: candidates.length > 0 ? null : excluded.length === 0 ? nothingSetUp : noneAllowed,
  };
}

const noneAllowed = 'No model may take this work; each is excluded for the reason that is told of it.';
