import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { ModelPrivacy, ModelRules } from '@overmind/contracts/entities/model';
import { ProjectSettings } from '@overmind/contracts/entities/project';
import type { ReviewerJob, RunJob } from '@overmind/contracts/entities/run';
import type { Tx } from '@overmind/db/database';
import type { RunPayload, RunRow } from '@overmind/db/queries/execution/runs';
import { findWorkRules } from '@overmind/db/queries/models/privacy';
import { whyNotStarted } from '@overmind/domain/agents/reach';
import { strictestPrivacy } from '@overmind/domain/models/privacy';
import { underRules } from '@overmind/domain/models/rules';
import { projectRules, workRules } from '../models/policies.ts';

interface Workers {
  agent: RunPayload['agent'];
  reviewers: ReviewerJob[];
}
type Held = Workers & Pick<RunJob, 'model_privacy' | 'repository_privacy'>;

/** An agent without a policy names no models, and a runner calls none for it. */
const within = (config: AgentConfig, privacy: ModelPrivacy, work: ModelRules | undefined): AgentConfig => {
  const { model_policy: own } = config;
  if (own === undefined) return config;
  return { ...config, model_policy: underRules(underRules(own, { privacy }), work) };
};

/** Where the agent was shut in since its run was queued, the run is, too: it need not be queued anew to be started. */
function networkOf(queued: AgentConfig, now: AgentConfig | null, privacy: ModelPrivacy) {
  const isHeld = whyNotStarted(queued, privacy) !== null;
  return isHeld && now !== null && whyNotStarted(now, privacy) === null ? now.network : queued.network;
}

/**
 * Who works on a run and who reviews it, as a runner may be told of them: their models keep to the strictest of their
 * own rule and those of the project, the repository and the kind of work as they are now, since a runner knows only
 * what its job says.
 */
export async function withPrivacy(
  tx: Tx,
  {
    project_id,
    agent_id,
    task_id,
    repo_path,
  }: Pick<RunRow, 'project_id' | 'agent_id' | 'task_id' | 'repo_path'>,
  { agent, reviewers }: Workers,
): Promise<Held> {
  const found = await findWorkRules(tx, { project_id, agent_id, task_id });
  const { agent_config, task_type } = found;
  const settings = ProjectSettings.parse(found.settings);
  const rules = await projectRules(settings, repo_path);
  const now = agent_config?.model_policy?.privacy ?? 'any';
  const work = task_type === null ? undefined : workRules(settings, task_type);
  const review = workRules(settings, 'run.review');
  const own = agent.config.model_policy?.privacy ?? 'any';
  const privacy = strictestPrivacy([...rules, now, own, work?.privacy ?? 'any']);
  const network = networkOf(agent.config, agent_config, privacy);
  return {
    agent: { ...agent, config: { ...within(agent.config, privacy, work), network } },
    reviewers: reviewers.map((each) =>
      each.agent === null
        ? each
        : {
            ...each,
            agent: { ...each.agent, config: within(each.agent.config, strictestPrivacy(rules), review) },
          },
    ),
    model_privacy: privacy,
    repository_privacy: settings.repository_privacy,
  };
}
