import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { monotonicMs, pause } from '../clock.ts';
import { isTreeAlive, signalTree, type Tree } from './tree.ts';

export interface SpawnOptions {
  argv: readonly string[];
  cwd: string;
  env: Record<string, string>;
  /** Where set, processes that carry this run's marker belong to the step wherever they went. */
  runId: string | null;
  /** Called with the pid before any other code runs, to record it for the sweep after a crash. */
  onSpawn: (pid: number) => void;
}

export interface Exit {
  /** As a shell would say it: 128 and the signal's number when a signal ended it. */
  code: number;
}

const signalNumbers: Partial<Record<NodeJS.Signals, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};

/** One step's processes, in a session and group of their own, with no input. */
export class StepProcess {
  readonly #child: ChildProcess;
  readonly #tree: Tree;
  readonly exit: Promise<Exit>;
  #isOver = false;
  #isFrozen = false;

  private constructor(child: ChildProcess, tree: Tree) {
    this.#child = child;
    this.#tree = tree;
    this.exit = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#isOver = true;
        resolve({ code: code ?? 128 + (signalNumbers[signal ?? 'SIGKILL'] ?? 0) });
      });
    });
  }

  /** Throws (rejects) when the program cannot be started. */
  static async start(options: SpawnOptions): Promise<StepProcess> {
    const [file = '', ...args] = options.argv;
    const { cwd, env, runId } = options;
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid !== undefined) options.onSpawn(child.pid);
    const leader = child.pid ?? 0;
    const step = new StepProcess(child, { leader, runId });
    if (leader === 0) await new Promise((_, reject) => child.once('error', reject));
    child.on('error', () => {}); // A failed signal is seen by asking whether the tree still lives.
    return step;
  }

  get pid(): number {
    return this.#tree.leader;
  }

  get streams(): { stdout: Readable; stderr: Readable } {
    const { stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error('The step was started without output pipes.');
    return { stdout, stderr };
  }

  freeze(): void {
    if (this.#isFrozen) return;
    this.#isFrozen = true;
    if (!this.#isOver) signalTree(this.#tree, 'SIGSTOP');
  }

  thaw(): void {
    if (!this.#isFrozen) return;
    this.#isFrozen = false;
    if (!this.#isOver) signalTree(this.#tree, 'SIGCONT');
  }

  kill(): void {
    signalTree(this.#tree, 'SIGKILL');
  }

  /** SIGTERM, up to `graceMs`, SIGKILL; resolves when no process of the tree is left. */
  async end(graceMs: number): Promise<void> {
    const deadline = monotonicMs() + graceMs;
    if (isTreeAlive(this.#tree)) {
      signalTree(this.#tree, 'SIGTERM');
      signalTree(this.#tree, 'SIGCONT');
    }
    for (let waitMs = 5; isTreeAlive(this.#tree); waitMs = Math.min(waitMs * 2, 100)) {
      if (monotonicMs() >= deadline) this.kill();
      await pause(waitMs);
    }
  }
}
