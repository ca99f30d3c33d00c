import { voiceResumeMs } from '@overmind/contracts/frames/voice';

const mostWaitMs = 4_000;

/** When a broken line is dialled again: ever later, and no more once the server waits for it no longer. */
export class Redials {
  readonly #firstWaitMs: number;
  readonly #now: () => number;
  #lostAt: number | null = null;
  #count = 0;

  constructor(firstWaitMs = 250, now: () => number = () => performance.now()) {
    this.#firstWaitMs = firstWaitMs;
    this.#now = now;
  }

  get mayTry(): boolean {
    return this.#lostAt === null || this.#now() - this.#lostAt < voiceResumeMs;
  }

  /** How long to wait before the next try. */
  next(): number {
    this.#lostAt ??= this.#now();
    const waitMs = Math.min(mostWaitMs, this.#firstWaitMs * 2 ** this.#count);
    this.#count += 1;
    return waitMs;
  }

  /** Something was stored. A line that only opens is no better than before: the disk behind it may be full. */
  reset(): void {
    this.#lostAt = null;
    this.#count = 0;
  }
}
