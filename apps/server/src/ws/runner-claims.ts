import type { RunJob } from '@overmind/contracts/entities/run';
import type { Call } from '@overmind/core/call';
import type { Core } from '@overmind/core/core';
import { claimRuns } from '@overmind/core/runs/claim';

interface Holder {
  isOpen: () => boolean;
  assign: (jobs: RunJob[]) => Promise<void> | void;
}

/** Takes queued runs for one runner, as many as it has room for, whenever something may have been queued. */
export class RunnerClaims {
  readonly #core: Core;
  readonly #call: Call;
  readonly #holder: Holder;
  #freeSlots = 0;
  #claiming: Promise<void> | null = null;
  #isWoken = false;

  constructor(core: Core, call: Call, holder: Holder) {
    this.#core = core;
    this.#call = call;
    this.#holder = holder;
  }

  /** The runner has room for so many, and for no others. */
  offer(freeSlots: number): void {
    this.#freeSlots = freeSlots;
    if (freeSlots > 0) this.wake();
  }

  /** Resolves when what was claimed so far is assigned. */
  get settled(): Promise<void> {
    return this.#claiming ?? Promise.resolve();
  }

  wake(): void {
    this.#isWoken = true;
    this.#claiming ??= this.#claim()
      .catch((error: unknown) =>
        this.#core.log.warn({ err: error, actor: this.#call.actor }, 'a claim failed; trying again'),
      )
      .finally(() => {
        this.#claiming = null;
      });
  }

  async #claim(): Promise<void> {
    while (this.#isWoken && this.#freeSlots > 0 && this.#holder.isOpen()) {
      this.#isWoken = false;
      const jobs = await claimRuns(this.#core, this.#call, this.#freeSlots);
      this.#freeSlots -= jobs.length;
      await this.#holder.assign(jobs);
    }
  }
}
