import type { AgentConfig } from '@overmind/contracts/entities/agent';
import type { ModelPrivacy } from '@overmind/contracts/entities/model';
import type { RunJob } from '@overmind/contracts/entities/run';
import { strictestPrivacy } from '@overmind/domain/models/privacy';
import { rulesForRepository } from '@overmind/models/repository-rules';

const within = (config: AgentConfig, rule: ModelPrivacy): AgentConfig => {
  const { model_policy: own } = config;
  if (own === undefined) return config;
  return { ...config, model_policy: { ...own, privacy: strictestPrivacy([own.privacy, rule]) } };
};

/**
 * A job under the rules for the folder that its repository stands in on this machine: the server may know that folder, and
 * those that the rules name, by links only. It makes rules stricter and loosens none.
 */
export async function withinRules(job: RunJob): Promise<RunJob> {
  const rules = await rulesForRepository(job.repository_privacy, job.repo_path);
  if (rules.length === 0) return job;
  const rule = strictestPrivacy(rules);
  return {
    ...job,
    model_privacy: strictestPrivacy([job.model_privacy, rule]),
    agent: { ...job.agent, config: within(job.agent.config, rule) },
    reviewers: job.reviewers.map((each) =>
      each.agent === null
        ? each
        : { ...each, agent: { ...each.agent, config: within(each.agent.config, rule) } },
    ),
  };
}
