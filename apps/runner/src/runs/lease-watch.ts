import { Keeper } from '../process/keeper.ts';
import type { LiveRun } from './live-run.ts';

export interface LeaseWatchOptions {
  runsDir: string;
  checkMs: number;
  runs: () => LiveRun[];
}

/** Freezes runs whose lease could not be renewed, by this process while it turns and by its keeper when it does not. */
export class LeaseWatch {
  readonly #options: LeaseWatchOptions;
  readonly #keeper: Keeper;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: LeaseWatchOptions) {
    this.#options = options;
    const onFrozen = (): void => {
      for (const run of options.runs()) run.frozen();
    };
    this.#keeper = new Keeper({ runsDir: options.runsDir, onFrozen });
  }

  start(): void {
    this.#keeper.start();
    this.#timer ??= setInterval(() => this.#check(), this.#options.checkMs);
  }

  /** A keeper whose runner still has processes stays, and ends them when the runner is gone. */
  stop(isNothingLeft: boolean): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    if (isNothingLeft) this.#keeper.stop();
  }

  #check(): void {
    const runs = this.#options.runs();
    for (const run of runs) run.checkLease();
    const left = runs.map((run) => run.freezesInMs).filter((leftMs) => leftMs !== null);
    // Not so soon that a late turn of this process's own loop would look like a standstill.
    const shortestMs = 4 * this.#options.checkMs;
    this.#keeper.beat(left.length === 0 ? null : Math.max(shortestMs, Math.min(...left)));
  }
}
