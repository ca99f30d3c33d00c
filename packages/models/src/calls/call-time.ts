import type { CatalogueEntry } from '@overmind/contracts/entities/model';
import {
  type AttemptBounds,
  type CallBounds,
  defaultBounds,
  seconds,
  type TimeLeft,
} from '../outbound/watch.ts';
import type { Clock } from '../ports.ts';
import { Skipped } from './skipped.ts';

/** Nobody answers in less. */
const leastMs = 10;

/** The time of a call as a whole, from its beginning. */
export class CallTime {
  readonly bounds: AttemptBounds;
  readonly #wholeMs: number;
  readonly #clock: Clock;
  readonly #endsAt: number;
  /** When the share of a provider is over, from when it was first asked. */
  readonly #sharesEndAt = new Map<string, number>();

  constructor(clock: Clock, bounds: Partial<CallBounds> = {}) {
    const { wholeMs, ...ofAttempt } = { ...defaultBounds, ...bounds };
    this.bounds = ofAttempt;
    this.#wholeMs = wholeMs;
    this.#clock = clock;
    this.#endsAt = clock.now() + wholeMs;
  }

  get #leftMs(): number {
    return Math.max(0, this.#endsAt - this.#clock.now());
  }

  /** Why a model is not asked any more; null while there is time for it. */
  whySkipped(entry: CatalogueEntry, hasOther: boolean): Skipped | null {
    const whole = `the ${seconds(this.#wholeMs)} of its call`;
    if (this.#leftMs < leastMs) return new Skipped('timed_out', `is not asked, as ${whole} were over`);
    if (this.left(entry, hasOther).patienceMs >= leastMs) return null;
    return new Skipped('timed_out', `is not asked, as the share of its provider in ${whole} was over`);
  }

  /** While another provider may be asked, all models of one have half of what was left when the first of them was. */
  left({ provider }: CatalogueEntry, hasOther: boolean): TimeLeft {
    const leftMs = this.#leftMs;
    const now = this.#clock.now();
    const shareEndsAt = this.#sharesEndAt.get(provider) ?? now + leftMs / 2;
    this.#sharesEndAt.set(provider, shareEndsAt);
    return { wholeMs: this.#wholeMs, leftMs, patienceMs: hasOther ? Math.max(0, shareEndsAt - now) : leftMs };
  }
}
