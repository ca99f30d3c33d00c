import { AppError } from '@overmind/contracts/errors';
import type { AgentTrial } from '@overmind/contracts/routes/projects';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import type { Core } from '../core.ts';
import { findHolder } from '../merges/runner.ts';
import { askRunner } from '../runners/ask.ts';
import { getAgent } from './change.ts';

/** A coding agent may take half of it to start. */
const timeoutMs = 60_000;

/** A dry run of an agent by a runner that holds its repository. Nothing is stored of it. */
export async function testAgent(core: Core, id: string): Promise<AgentTrial> {
  const agent = await getAgent(core, id);
  const project = await findProjectRow(core.db, agent.project_id);
  const path = agent.config.repo_path ?? project?.default_repo_path ?? null;
  if (path === null)
    throw new AppError('rule_violated', 'This agent has no repository yet. Give it or its project one.', {
      rule: 'agent.repository',
    });
  const runner = await findHolder(core, path);
  if (runner === null)
    throw new AppError('unavailable', `No runner that holds ${path} is online.`, { retryAfterS: 10 });
  const answer = await askRunner(
    core,
    runner.id,
    { kind: 'test_agent', path, config: agent.config },
    timeoutMs,
  );
  if (answer.kind === 'test_agent') return { runner_id: runner.id, steps: answer.steps };
  const detail = answer.kind === 'refused' ? answer.detail : 'The runner is of an older version; update it.';
  throw new AppError('rule_violated', detail, { rule: 'agent.test' });
}
