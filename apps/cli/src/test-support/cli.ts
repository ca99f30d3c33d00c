import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const launcher = fileURLToPath(new URL('../../bin/overmind.mjs', import.meta.url));

export interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Call {
  env: NodeJS.ProcessEnv;
  input?: string;
  cwd?: string;
}

/** The machine's own settings must not reach the programs under test. */
export function cleanEnv(settings: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, NO_COLOR: '1', ...settings };
}

export function spawnCli(args: readonly string[], { env, cwd }: Call, isLeader = false): ChildProcess {
  return spawn(process.execPath, [launcher, ...args], { env, cwd, detached: isLeader, stdio: 'pipe' });
}

/** Runs a command to its end. */
export async function runCli(args: readonly string[], call: Call): Promise<Result> {
  const child = spawnCli(args, call);
  if (child.stdin === null || child.stdout === null || child.stderr === null) throw new Error('no pipes');
  child.stdin.end(call.input ?? '');
  const [stdout, stderr, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
