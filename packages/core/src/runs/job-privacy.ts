import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { ModelPrivacy } from '@overmind/contracts/entities/model';
import type { ReviewerJob } from '@overmind/contracts/entities/run';
import type { Tx } from '@overmind/db/database';
import type { RunPayload, RunRow } from '@overmind/db/queries/execution/runs';
import { findWorkRules } from '@overmind/db/queries/models/privacy';
import { strictestPrivacy } from '@overmind/domain/models/privacy';
import { projectRules } from '../models/policies.ts';

interface Workers {
  agent: RunPayload['agent'];
  reviewers: ReviewerJob[];
}

/** An agent without a policy names no models, and a runner calls none for it. */
const within = (config: AgentConfig, rules: readonly ModelPrivacy[]): AgentConfig => {
  const { model_policy: own } = config;
  if (own === undefined) return config;
  return { ...config, model_policy: { ...own, privacy: strictestPrivacy([own.privacy, ...rules]) } };
};

/**
 * Who works on a run and who reviews it, as a runner may be told of them: their models keep to the strictest of their
 * own rule and those of the project and the repository as they are now, since a runner knows only what its job says.
 */
export async function withPrivacy(
  tx: Tx,
  { project_id, agent_id, repo_path }: Pick<RunRow, 'project_id' | 'agent_id' | 'repo_path'>,
  { agent, reviewers }: Workers,
): Promise<Workers> {
  const { settings, agent_config } = await findWorkRules(tx, { project_id, agent_id, task_id: null });
  const rules = projectRules(settings, repo_path);
  const now = agent_config?.model_policy?.privacy ?? 'any';
  return {
    agent: { ...agent, config: within(agent.config, [...rules, now]) },
    reviewers: reviewers.map((each) =>
      each.agent === null
        ? each
        : { ...each, agent: { ...each.agent, config: within(each.agent.config, rules) } },
    ),
  };
}
