import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { cleanEnv, spawnCli } from './cli.ts';
import { listProcessesOf } from './processes.ts';

const startLimitMs = 120_000;

/** `overmind up` as the leader of its own process group, with its own data folder. */
export class RunningUp implements AsyncDisposable {
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';
  errors = '';

  constructor(dataDir: string, env: NodeJS.ProcessEnv, args: readonly string[]) {
    this.dataDir = dataDir;
    this.env = env;
    this.child = spawnCli(['up', ...args], { env }, true);
    this.ended = once(this.child, 'close').then(([code]) => code as number | null);
    this.child.stdout?.on('data', (chunk) => {
      this.output += chunk;
    });
    this.child.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async untilShown(text: string): Promise<void> {
    const what = `"${text}" on the start screen`;
    await waitFor(() => this.output.includes(text) || this.child.exitCode !== null, {
      what,
      timeoutMs: startLimitMs,
    });
    if (!this.output.includes(text)) throw new Error(`up ended: ${this.errors}`);
  }

  /** As the terminal does at Ctrl-C. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  async instance(): Promise<{ pid: number; url: string }> {
    return JSON.parse(await readFile(join(this.dataDir, 'instance.json'), 'utf8')) as {
      pid: number;
      url: string;
    };
  }

  async runnerPid(): Promise<number> {
    const lock = await readFile(join(this.dataDir, 'runner', 'runner.lock'), 'utf8');
    return (JSON.parse(lock) as { pid: number }).pid;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGTERM');
    await this.ended;
    for (const { pid } of await listProcessesOf(this.dataDir)) process.kill(pid, 'SIGKILL');
  }
}

export interface UpOptions {
  args?: string[];
  settings?: Record<string, string>;
  /** Of an earlier one; else a fresh folder, which the caller removes. */
  dataDir?: string;
}

/** Starts it and waits for the start screen. */
export async function startUp({ args = [], settings = {}, dataDir }: UpOptions = {}): Promise<RunningUp> {
  const folder = dataDir ?? join((await createTempFolder()).path, 'data');
  const env = cleanEnv({
    PORT: '0',
    ...settings,
    DATA_DIR: folder,
    XDG_CONFIG_HOME: join(folder, '..', 'config'),
  });
  const up = new RunningUp(folder, env, args);
  await up.untilShown('Ctrl-C stops everything.');
  return up;
}
