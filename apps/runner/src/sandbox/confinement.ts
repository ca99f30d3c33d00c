import type { SandboxLevel } from '@overmind/contracts/entities/run';
import { forgetProcess, recordProcess } from '../process/orphans.ts';
import { ownerId, ownerMarker } from '../process/owner.ts';
import type { ProcessKind } from '../process/standstill.ts';
import { StepProcess } from '../process/step-process.ts';
import { runMarker, type Tree } from '../process/tree.ts';
import { type Bounds, bounded, withProcessLimit } from './limits/launcher.ts';
import type { LimitWatch } from './limits/limit-watch.ts';
import { bridged } from './network/bridge.ts';
import type { Mount, Sandbox, View } from './sandbox.ts';

/** The command itself; no shell ever sees it. */
export interface StartOptions {
  argv: readonly string[];
  cwd: string;
  /** Beside the run's own variables, for this process only. */
  env?: Record<string, string>;
  /** `pipe` makes `streams.stdin` a stream to write to. */
  stdin?: 'ignore' | 'pipe';
  /** Real paths of folders or files that this process may see, or write, besides. */
  readOnly?: readonly string[];
  readWrite?: readonly string[];
}

export interface ConfinementParts {
  runId: string;
  kind: ProcessKind;
  /** The run's folder, where processes are recorded for the sweep after a crash. */
  folder: string;
  /** Where a process finds its home: a folder of the run's own where the sandbox can show one. */
  home: string;
  sandbox: Sandbox;
  level: SandboxLevel;
  mounts: readonly Mount[];
  network:
    | { kind: 'full' | 'none' }
    | { kind: 'allow'; socketPath: string; loopbackPorts: readonly number[] };
  env: Record<string, string>;
  bounds: Bounds;
  /** For where no control group counts the processes; null where one does. */
  mostProcesses: number | null;
  watch: LimitWatch;
  /** What must end with the run; the last one is ended first. */
  owned: readonly (() => Promise<void>)[];
}

/**
 * Where all processes of one run live: its view of files, its network, its limits. Opened once for a run, and
 * disposed when the last process has ended and before the runner commits.
 */
export class Confinement implements AsyncDisposable {
  readonly #parts: ConfinementParts;
  readonly #trees: Set<Tree>;
  readonly #processes = new Set<StepProcess>();

  /** The set is the caller's to look at: it holds the trees that live. */
  constructor(parts: ConfinementParts, trees: Set<Tree>) {
    this.#parts = parts;
    this.#trees = trees;
  }

  get level(): SandboxLevel {
    return this.#parts.level;
  }

  /** The home as processes name it. */
  get home(): string {
    return this.#parts.home;
  }

  /** Where its processes look for programs. */
  get searchPath(): string {
    return this.#parts.env['PATH'] ?? '';
  }

  /** Aborted, with a sentence as its reason, when a limit of the run is met. */
  get exceeded(): AbortSignal {
    return this.#parts.watch.exceeded;
  }

  /** From now on what this folder grows by counts as what the workspace does. */
  alsoCounts(folder: string): Promise<void> {
    return this.#parts.watch.alsoCounts(folder);
  }

  /** Settles what the kernel may have counted a moment ago; ask `exceeded` after it. */
  checkLimits(): Promise<void> {
    return this.#parts.watch.check();
  }

  /** Nothing can slip away from what is spawned: when its first process goes, all go. */
  get holdsTree(): boolean {
    return this.#parts.sandbox.holdsTree;
  }

  /** What to spawn so that `argv` is confined, for callers that spawn by themselves, such as a terminal. */
  wrap(options: Omit<StartOptions, 'stdin'>): { argv: string[]; env: Record<string, string> } {
    const { sandbox, network, env, bounds, mostProcesses } = this.#parts;
    const limited = mostProcesses === null ? options.argv : withProcessLimit(options.argv, mostProcesses);
    const inner =
      network.kind === 'allow' ? bridged(limited, network.socketPath, network.loopbackPorts) : limited;
    return {
      argv: bounded(sandbox.wrap(inner, this.#view(options)), bounds),
      env: { ...env, ...options.env, [ownerMarker]: ownerId() },
    };
  }

  /** Notes what a caller of `wrap` has spawned, so that it neither outlives the runner nor the limits; until disposed. */
  record(tree: Tree, kind: ProcessKind): Disposable {
    recordProcess(this.#parts.folder, tree.leader, kind);
    this.#trees.add(tree);
    return {
      [Symbol.dispose]: () => {
        this.#trees.delete(tree);
        forgetProcess(this.#parts.folder, tree.leader);
      },
    };
  }

  /** Starts a process and records it. Rejects when the program cannot be started. */
  async start(options: StartOptions): Promise<StepProcess> {
    const { sandbox, folder, runId, kind } = this.#parts;
    const { argv, env } = this.wrap(options);
    let pid = 0;
    const onSpawn = (spawned: number): void => {
      pid = spawned;
      recordProcess(folder, pid, kind);
    };
    const marker = sandbox.holdsTree ? null : `${runMarker}=${runId}`;
    const tree = { marker, sparesLeader: sandbox.sparesLeader, isHeld: sandbox.holdsTree };
    const { cwd, stdin = 'ignore' } = options;
    try {
      const process = await StepProcess.start({ argv, cwd, env, stdin, onSpawn, ...tree });
      this.#processes.add(process);
      this.#trees.add(process.tree);
      void process.gone.then(() => this.#forget(process));
      return process;
    } catch (error) {
      forgetProcess(folder, pid);
      throw error;
    }
  }

  /** Ends every process that still lives; more may be started after it. */
  async endAll(): Promise<void> {
    await Promise.all([...this.#processes].map((process) => process.end(0)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.endAll();
    let fault: unknown = null;
    for (const end of [...this.#parts.owned].reverse()) {
      // What comes later puts things back that must not be left as they are.
      await end().catch((error: unknown) => {
        fault ??= error;
      });
    }
    if (fault !== null) throw fault;
  }

  #forget(process: StepProcess): void {
    this.#processes.delete(process);
    this.#trees.delete(process.tree);
    forgetProcess(this.#parts.folder, process.pid);
  }

  #view({ readOnly = [], readWrite = [] }: StartOptions): View {
    const { mounts, network } = this.#parts;
    const more: Mount[] = [
      ...readOnly.map((path) => ({ kind: 'read' as const, path })),
      ...readWrite.map((path) => ({ kind: 'write' as const, path })),
    ];
    return { mounts: [...mounts, ...more], network: network.kind === 'full' ? 'host' : 'cut' };
  }
}
