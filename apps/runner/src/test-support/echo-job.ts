import type { Step } from '@overmind/testing/agents/echo/step';
import { configureEchoAgent, type EchoAgentOptions, echoSteps } from '@overmind/testing/agents/echo-agent';
import type { JobParts } from './job.ts';

type Parts = Omit<JobParts, 'repoPath'>;

/** A job for the echo agent, which does the steps in the task's description. */
export async function echoJob(
  steps: readonly Step[],
  { config, ...more }: Parts = {},
  agent: Omit<EchoAgentOptions, 'home'> = {},
): Promise<Parts> {
  // The home is the runner's to choose.
  const { argv } = await configureEchoAgent({ home: '', ...agent });
  return {
    type: 'code_change',
    description: echoSteps(...steps),
    ...more,
    config: {
      executor: 'acp',
      acp: { command: [...argv], session_files: ['.echo-agent/*'] },
      permissions: 'allow',
      ...config,
    },
  };
}
