import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunCredential } from '../executors/run-credential.ts';
import { buildAutomaton } from '../output/redactor.ts';
import { RunOutput } from '../output/run-output.ts';
import { secretVariants } from '../output/secret-variants.ts';
import { agentSecrets } from '../presets/agent-secrets.ts';
import { runEnvironment } from '../process/environment.ts';
import type { RunControl } from '../process/run-control.ts';
import type { RunSpool } from '../spool/run-spool.ts';
import type { Execution } from './execution.ts';
import type { RunSetting } from './run-setting.ts';

/** What is at hand from the first moment: the environment, and the output, from which every secret is cut. */
export async function begin(
  spool: RunSpool,
  control: RunControl,
  setting: RunSetting,
  access: RunCredential | null = null,
): Promise<Omit<Execution, 'kind' | 'board' | 'talk' | 'isDiskFull' | 'saved'>> {
  const { job } = spool;
  const tmpDir = join(spool.folder, 'tmp');
  await mkdir(tmpDir, { recursive: true, mode: 0o700 });
  const environment = runEnvironment(job, setting.environment, tmpDir, setting.token);
  const reviewers = job.reviewers.flatMap(({ agent }) => (agent === null ? [] : [agent.config]));
  const ofAgents = await agentSecrets([job.agent.config, ...reviewers], setting.environment);
  const secrets = buildAutomaton(
    secretVariants([...(access?.secrets ?? []), ...environment.secrets, ...ofAgents.values]),
  );
  const limitBytes = job.agent.config.max_output_mb * 1024 * 1024;
  const output = new RunOutput(spool, secrets, limitBytes, control.signal);
  for (const note of [...environment.notes, ...ofAgents.notes]) output.say(note);
  return { spool, control, setting, access, output, secrets, tmpDir, variables: environment.variables };
}
