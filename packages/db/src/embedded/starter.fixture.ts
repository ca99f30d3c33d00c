import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { processExists } from './process/postmaster.ts';

export interface Starter {
  readonly child: ChildProcess;
  readonly report: {
    pid: number;
    adopted: boolean;
    connectionString: string;
    error?: { name: string; message: string };
  };
  kill(): Promise<void>;
}

/** Starts the database from another process, which may be another user's. */
export async function startFromAnotherProcess(
  dataDir: string,
  options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Starter> {
  const script = fileURLToPath(new URL('./start.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script, dataDir], {
    ...options,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return { child, report: JSON.parse(line), kill };
}

/** Runs one statement on a connection of its own. */
export async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

export function isGone(pid: number): boolean {
  return !processExists(pid);
}

/** An environment in which the program is found first as one that fails, as in a container that forbids it. */
export async function withFailing(
  program: 'setpriv' | 'unshare',
  folder: string,
): Promise<NodeJS.ProcessEnv> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const script = `#!/bin/sh\necho "${program}: Operation not permitted" >&2\nexit 1\n`;
  await writeFile(join(bin, program), script, { mode: 0o755 });
  return { ...process.env, PATH: `${bin}:${process.env['PATH']}` };
}
