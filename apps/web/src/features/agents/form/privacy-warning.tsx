'use client';
import { whyNotStarted } from '@overmind/domain/agents/reach';
import { strictestPrivacy } from '@overmind/domain/models/privacy';
import { rulesCovering } from '@overmind/domain/models/repository-rules';
import { useView } from '#features/project/project-context.tsx';
import { agentForm as text } from '#text/agent-form.ts';
import type { PartProps } from './part-props.ts';

/** Said where the agent is chosen, not when its first run waits. */
export function PrivacyWarning({ draft: { config, repoPath, network } }: Pick<PartProps, 'draft'>) {
  const { settings, default_repo_path } = useView((view) => view.project);
  const repository = repoPath.trim() || default_repo_path;
  const { model_privacy, repository_privacy } = settings;
  const rules = repository === null ? [] : rulesCovering(repository_privacy, [repository]);
  const privacy = strictestPrivacy([model_privacy, config.model_policy?.privacy ?? 'any', ...rules]);
  const reach = network.way === 'allow' ? { allow: network.hosts } : network.way;
  const why = whyNotStarted({ executor: config.executor, network: reach }, privacy);
  return why === null ? null : (
    <p role="status" className="text-blocked text-xs">
      {text.notStarted(why)}
    </p>
  );
}
