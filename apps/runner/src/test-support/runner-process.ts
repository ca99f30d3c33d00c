import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { LoopbackServer } from './loopback-server.ts';
import { makeRepository } from './repository.ts';
import { tempFolder } from './temp-folder.ts';

export interface Started {
  child: ChildProcess;
  words: string[];
  ready: Promise<unknown>;
}

/** The runner as a process of its own, with an IPC channel as the supervisor gives it. */
export function startRunner(
  server: LoopbackServer,
  folder: string,
  env: Record<string, string> = {},
  flags: string[] = ['--allow-root'],
): Started {
  const main = new URL('../main.ts', import.meta.url).pathname;
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', main, '--root', join(folder, 'work'), '--data-dir', join(folder, 'data'), ...flags],
    {
      env: {
        ...process.env,
        OVERMIND_SERVER: server.url,
        OVERMIND_RUNNER_TOKEN: server.token,
        RUNNER_DRAIN_MS: '200',
        ...env,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  const words: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => words.push(chunk.toString()));
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, words, ready: once(child, 'message') };
}

/** A repository with one file, and a server for the runner to dial. */
export async function makeScene() {
  const folder = await tempFolder();
  const repository = await makeRepository(join(folder, 'work', 'shop'), { 'readme.md': 'x\n' });
  const server = await new LoopbackServer().start();
  onTestFinished(() => server[Symbol.asyncDispose]());
  return { folder, repository, server };
}
