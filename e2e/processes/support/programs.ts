import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

export const repositoryRoot = join(import.meta.dirname, '../../..');
export const serverFile = join(repositoryRoot, 'apps/server/dist/main.js');
export const runnerFile = join(repositoryRoot, 'apps/runner/dist/main.js');

const keptOutputChars = 100_000;
const readyLimitMs = 240_000;
const stopLimitMs = 60_000;

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ProgramOptions {
  name: string;
  file: string;
  args?: string[];
  env: Record<string, string>;
  cwd?: string;
  /** Opens Node's IPC channel, over which our programs say `ready` and hear that the parent is gone. */
  ipc?: boolean;
}

/** A Node program of ours as its own process. Whoever starts it disposes of it. */
export class Program implements AsyncDisposable {
  readonly name: string;
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;
  #exit: Exit | null = null;
  #stdout = '';
  #stderr = '';
  #messages: unknown[] = [];

  constructor({ name, file, args = [], env, cwd, ipc = false }: ProgramOptions) {
    this.name = name;
    // Nothing of the test's own environment but where programs are found.
    const options: SpawnOptions = {
      cwd: cwd ?? dirname(file),
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
    };
    this.#child = spawn(process.execPath, [file, ...args], options);
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout = (this.#stdout + text).slice(-keptOutputChars);
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-keptOutputChars);
    });
    this.#child.on('message', (message) => this.#messages.push(message));
    this.exited = once(this.#child, 'close').then(() => {
      this.#exit = { code: this.#child.exitCode, signal: this.#child.signalCode };
      return this.#exit;
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }
  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }
  /** Set once the process has ended and its output was read to the end. */
  get exit(): Exit | null {
    return this.#exit;
  }
  get stdout(): string {
    return this.#stdout;
  }
  get stderr(): string {
    return this.#stderr;
  }

  /** The first IPC message; throws with what the program said when it ended without one. */
  async ready<T>(): Promise<T> {
    const limit = AbortSignal.timeout(readyLimitMs);
    const isSaid = (): boolean => this.#messages.length > 0;
    if (!isSaid()) {
      const said = once(this.#child, 'message', { signal: limit }).catch(() => null);
      await Promise.race([said, this.exited]);
    }
    if (!isSaid()) {
      const state = this.isRunning ? `and runs, after ${readyLimitMs} ms` : 'and ended';
      throw new Error(`${this.name} did not become ready, ${state}:\n${this.#stderr.slice(-4_000)}`);
    }
    return this.#messages[0] as T;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  /** In good order, and by force when that takes too long. */
  async stop(): Promise<Exit> {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), stopLimitMs);
    this.#child.kill('SIGTERM');
    const exit = await this.exited;
    clearTimeout(timer);
    return exit;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
