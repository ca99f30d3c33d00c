import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Core } from '@overmind/core/core';
import { authenticate } from '@overmind/core/identity/authenticate';
import { offerLocalRunner } from '@overmind/core/runners/register';
import { readTextFile, writePrivateFile } from './data-folder.ts';

/**
 * Leaves a token for the runner of this machine in `DATA_DIR/runner.token`. One that still holds is kept, so
 * that a runner at work stays signed in while the server restarts.
 */
export async function leaveRunnerToken(core: Core, dataDir: string): Promise<void> {
  const file = join(dataDir, 'runner.token');
  const known = await readTextFile(file);
  if (known !== null && (await authenticate(core, known))?.kind === 'runner') return;
  await writePrivateFile(file, await offerLocalRunner(core, `local (${hostname()})`));
}
