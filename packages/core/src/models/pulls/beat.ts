import { notePull, type PullProgress } from '@overmind/db/queries/models/pulls';
import type { PullStep } from '@overmind/models/providers/ollama/pull';
import { topics } from '../../bus/bus.ts';
import type { Core } from '../../core.ts';
import { withoutUnstorable } from '../../model-calls/storable.ts';

const noteEveryMs = 1_000;

/** A download and the one worker that has it. */
export interface OwnPull {
  id: string;
  workerId: string;
}

/**
 * Says each second that a download's worker lives and how far it is, and learns from it when the download is no longer
 * its own: canceled, or taken up by another because this one was silent for too long.
 */
export class PullBeat implements Disposable {
  readonly #core: Core;
  readonly #own: OwnPull;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #unsubscribe: () => void;
  #isNoting = false;
  #step: PullStep | null = null;

  constructor(core: Core, own: OwnPull) {
    this.#core = core;
    this.#own = own;
    this.#timer = setInterval(() => void this.#note(true), noteEveryMs);
    // A cancel is told there, too; so is each note, which is told no further.
    this.#unsubscribe = core.bus.subscribe(topics.modelPulls, (id) => {
      if (id === own.id) void this.#note(false);
    });
  }

  /** Aborted when the download is no longer its own. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  get progress(): Partial<PullProgress> {
    if (this.#step === null) return {};
    const { step, totalBytes, completedBytes } = this.#step;
    return withoutUnstorable({ step, total_bytes: totalBytes, completed_bytes: completedBytes });
  }

  tell(step: PullStep): void {
    this.#step = step;
  }

  async #note(isTold: boolean): Promise<void> {
    if (this.#isNoting) return;
    this.#isNoting = true;
    try {
      if (!(await notePull(this.#core.db, this.#own, this.progress))) this.#lost.abort();
      if (isTold) this.#core.bus.publish(topics.modelPulls, this.#own.id);
    } catch {
      // The next beat tells it anew.
    } finally {
      this.#isNoting = false;
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#unsubscribe();
  }
}
