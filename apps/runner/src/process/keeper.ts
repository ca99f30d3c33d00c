import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { monotonicMs } from '../clock.ts';
import { keeperProgram } from './keeper-program.ts';
import { ownerId } from './owner.ts';

/*
 * A small process beside the runner does what the runner itself cannot.
 *
 * While the runner stands still (SIGSTOP, a debugger, a machine short of memory): the runner keeps telling how long it
 * may stay silent. When that is over, what is recorded in the runs' folders is frozen or ended by its kind, over and
 * over until the runner speaks again. The runner is then told, and thaws or kills by what the server says of each lease.
 *
 * When the runner is gone without a word (kill -9): everything it started is killed. A sandbox dies with the runner
 * anyway; where there is none this is what ends it.
 *
 * It leads a session of its own, so that a signal to the runner's group or terminal does not reach it.
 */
export interface KeeperOptions {
  runsDir: string;
  /** Everything under a lease was stopped while this process stood still. */
  onFrozen: () => void;
  /** Before one that ended is started again. */
  restartMs?: number;
}

/** Freezes and ends the runner's processes when the runner itself cannot. */
export class Keeper {
  readonly #options: KeeperOptions;
  #child: ChildProcess | null = null;
  #restart: NodeJS.Timeout | null = null;
  #deadline: number | null = null;
  #isWanted = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** Null between the end of one and the start of the next. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  start(): void {
    this.#isWanted = true;
    if (this.#child !== null || this.#restart !== null) return;
    this.#child = this.#spawn();
    if (this.#deadline !== null) this.#say(Math.max(0, this.#deadline - monotonicMs()));
  }

  /** How long may pass without another word; null while nothing runs that could be frozen. */
  beat(leftMs: number | null): void {
    this.#deadline = leftMs === null ? null : monotonicMs() + leftMs;
    this.#say(leftMs ?? -1);
  }

  /** For a runner that has ended its processes itself. */
  stop(): void {
    this.#isWanted = false;
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#restart = null;
    this.#child?.stdin?.end('stop\n');
    this.#child = null;
  }

  #say(leftMs: number): void {
    this.#child?.stdin?.write(`${Math.round(leftMs)}\n`);
  }

  #spawn(): ChildProcess {
    const argv = ['-e', keeperProgram, this.#options.runsDir, ownerId()];
    const stdio = ['pipe', 'pipe', 'ignore'] as const;
    const child = spawn(process.execPath, argv, { stdio: [...stdio], env: {}, detached: true });
    if (child.stdout === null) throw new Error('The keeper was started without a pipe.');
    createInterface({ input: child.stdout }).on('line', () => this.#options.onFrozen());
    child.stdin?.on('error', () => {}); // It has ended, and another is started.
    child.on('exit', () => this.#ended(child)).on('error', () => this.#ended(child));
    return child;
  }

  #ended(child: ChildProcess): void {
    if (this.#child !== child) return;
    this.#child = null;
    if (!this.#isWanted) return;
    this.#restart ??= setTimeout(() => {
      this.#restart = null;
      this.start();
    }, this.#options.restartMs ?? 200);
  }
}
