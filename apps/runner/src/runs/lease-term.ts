import { monotonicMs } from '../clock.ts';

/** How long a lease is known to be valid, by this runner's clock. */
export class LeaseTerm {
  readonly #freezeAfterMs: number;
  #renewedAt: number;

  constructor(renewedAt: number, freezeAfterMs: number) {
    this.#renewedAt = renewedAt;
    this.#freezeAfterMs = freezeAfterMs;
  }

  /** `askedAt` is when this runner asked: an answer that was long on its way says nothing about now. */
  renew(askedAt: number): void {
    this.#renewedAt = Math.max(this.#renewedAt, askedAt);
  }

  /** Until processes may not go on without a renewal; negative when that is past. */
  get leftMs(): number {
    return this.#freezeAfterMs - (monotonicMs() - this.#renewedAt);
  }
}
