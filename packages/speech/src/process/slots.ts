import { SpeechError } from '../speech-error.ts';

export interface SlotBounds {
  /** So many are worked on at once. */
  atOnce: number;
  /** So many wait; one more is refused. */
  mostWaiting: number;
  /** What they are, in the plural. */
  what: string;
}

interface Waiting {
  start(): void;
}

/** A queue with a bound, first come first served. */
export class Slots {
  readonly #bounds: SlotBounds;
  readonly #waiting: Waiting[] = [];
  #taken = 0;

  constructor(bounds: SlotBounds) {
    this.#bounds = bounds;
  }

  /** Resolves with what gives the slot back. Rejects with `busy`, or with `aborted` while it waits. */
  async take(signal?: AbortSignal): Promise<() => void> {
    if (signal?.aborted) throw aborted();
    if (this.#taken < this.#bounds.atOnce) this.#taken++;
    else await this.#wait(signal);
    let isGiven = false;
    return () => {
      if (!isGiven) this.#give();
      isGiven = true;
    };
  }

  #wait(signal?: AbortSignal): Promise<void> {
    const { atOnce, mostWaiting, what } = this.#bounds;
    if (this.#waiting.length >= mostWaiting) {
      const others = mostWaiting === 0 ? `${atOnce} ${what} are worked on` : `${mostWaiting} ${what} wait`;
      throw new SpeechError('busy', `${others} already. Try again in a while.`);
    }
    return new Promise((resolve, reject) => {
      const place: Waiting = {
        start: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = (): void => {
        const at = this.#waiting.indexOf(place);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(aborted());
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(place);
    });
  }

  #give(): void {
    const next = this.#waiting.shift();
    if (next) next.start();
    else this.#taken--;
  }
}

export const aborted = (): SpeechError => new SpeechError('aborted', 'It was stopped before it was done.');
