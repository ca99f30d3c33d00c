import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { repositoryRoot } from './programs.ts';

/** Bundles server and runner when their sources have changed since the last time. */
export async function setup(): Promise<void> {
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', '--only', 'server'], {
    cwd: repositoryRoot,
  });
}
