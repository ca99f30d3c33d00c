import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { monotonicMs, pause } from '../clock.ts';
import { isTreeAlive, signalTree, type Tree } from './tree.ts';

export interface SpawnOptions {
  argv: readonly string[];
  cwd: string;
  env: Record<string, string>;
  /** See Tree. */
  marker: string | null;
  /** See Tree, as for these. */
  sparesLeader?: boolean;
  isHeld?: boolean;
  /** Without a pipe there is no input at all. */
  stdin?: 'ignore' | 'pipe';
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

/** One step's processes, in a session and group of their own. */
export class StepProcess {
  readonly #child: ChildProcess;
  readonly #tree: Tree;
  /** The first process has ended; others may live. */
  readonly exit: Promise<Exit>;
  /** `end` was called and has left no process. */
  readonly gone: Promise<void>;
  readonly #isGone: () => void;
  #isOver = false;
  #isToldToEnd = false;
  #isFrozen = false;

  private constructor(child: ChildProcess, tree: Tree) {
    this.#child = child;
    this.#tree = tree;
    const { promise, resolve: isGone } = withResolvers();
    this.gone = promise;
    this.#isGone = isGone;
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
    const { cwd, env, marker, sparesLeader = false, isHeld = false, stdin = 'ignore' } = options;
    const child = spawn(file, args, { cwd, env, detached: true, stdio: [stdin, 'pipe', 'pipe'] });
    if (child.pid !== undefined) options.onSpawn(child.pid);
    const leader = child.pid ?? 0;
    const step = new StepProcess(child, { leader, marker, sparesLeader, isHeld });
    if (leader === 0) await new Promise((_, reject) => child.once('error', reject));
    child.on('error', () => {}); // A failed signal is seen by asking whether the tree still lives.
    return step;
  }

  get pid(): number {
    return this.#tree.leader;
  }

  get tree(): Tree {
    return this.#tree;
  }

  /** `stdin` is null unless the process was started with a pipe for it. */
  get streams(): { stdin: Writable | null; stdout: Readable; stderr: Readable } {
    const { stdin, stdout, stderr } = this.#child;
    if (stdout === null || stderr === null) throw new Error('The step was started without output pipes.');
    return { stdin, stdout, stderr };
  }

  /** Whether anyone here has ended it, or tried to, while it lived. */
  get isToldToEnd(): boolean {
    return this.#isToldToEnd;
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
    if (!this.#isOver) this.#isToldToEnd = true;
    signalTree(this.#tree, 'SIGKILL');
  }

  /** SIGTERM, up to `graceMs`, SIGKILL; resolves when no process of the tree is left. */
  async end(graceMs: number): Promise<void> {
    if (this.#isOver) await fade(this.#tree);
    else this.#isToldToEnd = true;
    const deadline = monotonicMs() + graceMs;
    if (isTreeAlive(this.#tree)) {
      signalTree(this.#tree, 'SIGTERM');
      signalTree(this.#tree, 'SIGCONT');
    }
    for (let waitMs = 5; isTreeAlive(this.#tree); waitMs = Math.min(waitMs * 2, 100)) {
      if (monotonicMs() >= deadline) this.kill();
      await pause(waitMs);
    }
    this.#isGone();
  }
}

/** What a namespace held is ended by the kernel within a moment of its first process, without any word of ours. */
async function fade(tree: Tree): Promise<void> {
  if (tree.isHeld !== true) return;
  for (let waitMs = 1; waitMs < 50 && isTreeAlive(tree); waitMs *= 2) await pause(waitMs);
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
