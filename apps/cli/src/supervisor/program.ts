import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { settledWithin } from '../settled-within.ts';

export interface SpawnPlan {
  file: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

export interface ProgramEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ProgramOptions {
  /** Asked at each start. */
  plan: () => SpawnPlan;
  onMessage: (message: unknown) => void;
  onLine: (line: string) => void;
  /** An end that nobody asked for, after so many starts that did not last; the answer says whether to start it again. */
  onEnd: (end: ProgramEnd, attempt: number) => 'restart' | 'stay_down';
}

const lastLinesMs = 300;
const backoff = { firstMs: 200, maxMs: 5_000, forgottenAfterMs: 30_000 };

/** The pause before the next start, after so many starts that did not last. */
export const restartDelayMs = (attempt: number): number =>
  Math.min(backoff.maxMs, backoff.firstMs * 2 ** attempt);

export const describeEnd = ({ code, signal }: ProgramEnd): string =>
  signal === null ? `exit code ${code}` : `killed by ${signal}`;

/**
 * One child that is kept alive until it is told to stop. It leads a process group of its own, so that a Ctrl-C
 * at the terminal reaches only the supervisor, which then ends its children in order; when the supervisor is
 * killed instead, the child hears its IPC channel close.
 */
export class Program {
  readonly #options: ProgramOptions;
  #child: ChildProcess | null = null;
  #ended: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #attempt = 0;
  #startedAt = 0;
  #isStopping = false;

  constructor(options: ProgramOptions) {
    this.#options = options;
  }

  get isUp(): boolean {
    return this.#child !== null;
  }
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  start(): void {
    if (this.#isStopping || this.#child !== null) return;
    this.#clearTimer();
    const { file, args, env } = this.#options.plan();
    const child = spawn(process.execPath, ['--enable-source-maps', file, ...args], {
      env,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.#startedAt = Date.now();
    child.on('message', (message) => this.#options.onMessage(message));
    for (const stream of [child.stdout, child.stderr]) if (stream) this.#readLines(stream);
    this.#ended = this.#waitForEnd(child);
  }

  /** SIGTERM, and SIGKILL when it is still there after `limitMs`. */
  async stop(limitMs: number): Promise<void> {
    this.#isStopping = true;
    this.#clearTimer();
    this.signal('SIGTERM');
    if (await settledWithin(this.#ended, limitMs)) return;
    this.signal('SIGKILL');
    await this.#ended;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async #waitForEnd(child: ChildProcess): Promise<void> {
    const closed = once(child, 'close');
    const end = await once(child, 'exit').then(
      ([code, signal]): ProgramEnd => ({ code, signal }),
      (error: Error): ProgramEnd => {
        this.#options.onLine(error.message);
        return { code: 1, signal: null };
      },
    );
    // Its last lines often say why it ended; a grandchild that holds the pipe open is not waited for.
    await settledWithin(closed, lastLinesMs);
    this.#over(child, end);
  }

  #readLines(stream: Readable): void {
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', this.#options.onLine);
  }

  #over(child: ChildProcess, end: ProgramEnd): void {
    if (this.#child !== child) return;
    this.#child = null;
    if (Date.now() - this.#startedAt > backoff.forgottenAfterMs) this.#attempt = 0;
    if (this.#isStopping || this.#options.onEnd(end, this.#attempt) === 'stay_down') return;
    this.#timer = setTimeout(() => this.start(), restartDelayMs(this.#attempt));
    this.#attempt += 1;
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
