import type { ResourceLimits } from '@overmind/contracts/entities/agent';
import type { Tree } from '../../process/tree.ts';
import { usageOf } from '../../process/usage.ts';
import type { ControlGroup } from './control-group.ts';
import type { DiskUse, Excess } from './disk-use.ts';

export interface LimitWatchOptions {
  limits: ResourceLimits;
  /** Null where the kernel cannot count; then the processes are counted from outside. */
  group: ControlGroup | null;
  disk: DiskUse;
  trees: () => Tree[];
}

const groupMs = 200;
const lookMs = 1_000;

/** Looks after a run's limits. `exceeded` is aborted, with a sentence as its reason, when one is met. */
export class LimitWatch implements AsyncDisposable {
  readonly #options: LimitWatchOptions;
  readonly #exceeded = new AbortController();
  readonly #timers: NodeJS.Timeout[];
  #looking: Promise<void> | null = null;

  constructor(options: LimitWatchOptions) {
    this.#options = options;
    this.#timers = [
      setInterval(() => void this.#look(() => this.#askGroup()), groupMs),
      setInterval(() => void this.#look(() => this.#askRest()), lookMs),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  get exceeded(): AbortSignal {
    return this.#exceeded.signal;
  }

  /** What the folder holds by now is not held against the run. */
  alsoCounts(folder: string): Promise<void> {
    return this.#options.disk.add(folder);
  }

  /** To be asked when a process has ended, since the kernel may have ended it a moment ago. */
  async check(): Promise<void> {
    await this.#looking;
    await this.#look(() => this.#askGroup());
    await this.#looking;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#looking;
  }

  #look(ask: () => Promise<void>): Promise<void> {
    // One look at a time; a measurement that takes long delays the next.
    this.#looking ??= ask()
      .catch(() => {}) // The folder or group went with the run.
      .finally(() => {
        this.#looking = null;
      });
    return this.#looking;
  }

  async #askGroup(): Promise<void> {
    const met = await this.#options.group?.met();
    if (met === 'memory') this.#end(this.#memoryWords);
    if (met === 'processes') this.#end(this.#processWords);
  }

  async #askRest(): Promise<void> {
    const { disk, limits, group, trees } = this.#options;
    if (trees().length === 0) return;
    const excess = await disk.findExcess();
    if (excess !== null) this.#end(this.#diskWords(excess));
    if (group !== null) return;
    const { processes, memoryBytes } = usageOf(trees());
    if (processes >= limits.processes) this.#end(this.#processWords);
    if (memoryBytes > limits.memory_mb * 1024 * 1024) this.#end(this.#memoryWords);
  }

  #diskWords(excess: Excess): string {
    const { disk_mb: most } = this.#options.limits;
    return excess.kind === 'grown'
      ? `Its workspace and its home together grew by more than the ${most} MB that this agent may write. Raise its disk limit, or have it leave less behind.`
      : `Nobody can tell whether it keeps to the ${most} MB that this agent may write: ${excess.fault}. Have it leave folders open to their owner.`;
  }

  get #memoryWords(): string {
    return `It needed more than the ${this.#options.limits.memory_mb} MB of memory that this agent may use. Raise its memory limit or make the task smaller.`;
  }

  get #processWords(): string {
    return `It started more than the ${this.#options.limits.processes} processes that this agent may have. Raise its limit of processes or have it do less at a time.`;
  }

  #end(sentence: string): void {
    if (!this.#exceeded.signal.aborted) this.#exceeded.abort(sentence);
  }
}
