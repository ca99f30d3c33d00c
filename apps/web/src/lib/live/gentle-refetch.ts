import { AppError } from '@overmind/contracts/errors';

interface RefetchTimes {
  /** For so long what happens is gathered into one fetch. */
  gatherMs: number;
  /** So much lies between the end of one fetch and the next. */
  restMs: number;
  /** No longer than this is waited where the server asks for patience without saying for how long. */
  mostMs: number;
}

const usual: RefetchTimes = { gatherMs: 1_000, restMs: 3_000, mostMs: 60_000 };

/**
 * Fetches anew what events say has changed, however many come: one fetch at a time, one more after it for all that came
 * meanwhile, and later each time while the server has too much to do.
 */
export class GentleRefetch {
  readonly #refetch: () => Promise<unknown>;
  readonly #times: RefetchTimes;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isUnderWay = false;
  #isWanted = false;
  #isStopped = false;
  #backOffMs = 0;
  #endedAt = Number.NEGATIVE_INFINITY;

  constructor(refetch: () => Promise<unknown>, times: Partial<RefetchTimes> = {}) {
    this.#refetch = refetch;
    this.#times = { ...usual, ...times };
  }

  soon(): void {
    if (this.#isStopped) return;
    if (this.#isUnderWay) this.#isWanted = true;
    else this.#timer ??= setTimeout(() => void this.#run(), this.#delayMs());
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #delayMs(): number {
    const restMs = this.#endedAt + Math.max(this.#times.restMs, this.#backOffMs) - performance.now();
    return Math.max(this.#times.gatherMs, restMs);
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#isUnderWay = true;
    try {
      await this.#refetch();
      this.#backOffMs = 0;
    } catch (error) {
      this.#backOff(error);
    }
    this.#endedAt = performance.now();
    this.#isUnderWay = false;
    if (!this.#isWanted) return;
    this.#isWanted = false;
    this.soon();
  }

  /** What another try would not mend is left as it is; the page shows it. */
  #backOff(error: unknown): void {
    if (!(error instanceof AppError) || !(error.code === 'rate_limited' || error.code === 'unavailable'))
      return;
    const { restMs, mostMs } = this.#times;
    const askedMs = (error.retryAfterS ?? 0) * 1_000;
    this.#backOffMs = Math.max(askedMs, Math.min(mostMs, Math.max(restMs, this.#backOffMs) * 2));
    this.#isWanted = true;
  }
}
