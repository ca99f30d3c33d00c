import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const lock = join(tmpdir(), 'overmind-build.lock');

/** Builds the programs unless they are fresh, one build at a time on this machine where flock is to be had. */
export async function buildPrograms(): Promise<void> {
  const command = [process.execPath, 'scripts/build.mjs', '--only', 'server'];
  try {
    await run('flock', [lock, ...command], { cwd: root });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await run(command[0] ?? '', command.slice(1), { cwd: root });
  }
}
