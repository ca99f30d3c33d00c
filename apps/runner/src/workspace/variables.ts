import type { RunJob } from '@overmind/contracts/entities/run';
import { portVariables } from './ports.ts';
import type { Workspace } from './worktree.ts';

/** As whom an agent commits: its name for people, its run to tell its commits from everybody else's. */
export const agentIdentity = ({ agent, run }: Pick<RunJob, 'agent' | 'run'>) => ({
  name: `OvermindOps agent ${agent.name}`,
  email: `${agent.name}@agents.overmind.invalid`,
  runEmail: `${agent.name}+${run.id}@agents.overmind.invalid`,
});

/** The variables that a workspace gives its commands: those of the agent's config, its ports, and who commits there. */
export function workspaceVariables(
  job: Pick<RunJob, 'agent' | 'run'>,
  workspace: Workspace,
  ports: readonly number[],
  reportsDir: string,
): Record<string, string> {
  const { name, runEmail } = agentIdentity(job);
  return {
    ...job.agent.config.workspace.variables,
    ...portVariables(ports),
    OVERMIND_BRANCH: workspace.branch,
    OVERMIND_REPORT_DIR: reportsDir,
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: runEmail },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: runEmail },
  };
}
