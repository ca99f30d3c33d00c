import { ProviderFault } from '../failures/provider-fault.ts';

/** How long one attempt may take, and how much it may send. */
export interface AttemptBounds {
  /** From the request to the first byte of the answer. */
  firstByteMs: number;
  /** From one byte to the next, while somebody waits for it. */
  idleMs: number;
  /** For the whole answer. */
  totalMs: number;
  mostBytes: number;
}

export interface CallBounds extends AttemptBounds {
  /** For a call as a whole, whatever it tries and waits for. */
  wholeMs: number;
}

export const defaultBounds: CallBounds = {
  firstByteMs: 120_000,
  idleMs: 120_000,
  totalMs: 15 * 60_000,
  mostBytes: 32 * 1024 * 1024,
  wholeMs: 30 * 60_000,
};

/** What its call has left for an attempt. */
export interface TimeLeft {
  wholeMs: number;
  leftMs: number;
  /** For silence, where others are to have some of the time. */
  patienceMs: number;
}

const endless = Number.POSITIVE_INFINITY;
const unbounded: TimeLeft = { wholeMs: endless, leftMs: endless, patienceMs: endless };

/** Ends an attempt that takes too long, and remembers why. */
export class Watch implements Disposable {
  readonly bounds: AttemptBounds;
  /** Aborted by the caller's own signal too. */
  readonly signal: AbortSignal;
  readonly #own = new AbortController();
  readonly #left: TimeLeft;
  readonly #total: NodeJS.Timeout;
  #silence: NodeJS.Timeout | undefined;
  fault: ProviderFault | null = null;
  /** A request is out, and was not refused: whoever answers it may ask money for it. */
  mayCost = false;
  /** Its provider said something, if only that it would answer. */
  hasAnswered = false;
  /** It was ended before its own bounds were reached, for want of time: that says nothing against the model. */
  isHurried = false;

  constructor(bounds: AttemptBounds, caller: AbortSignal, left: TimeLeft = unbounded) {
    this.bounds = bounds;
    this.#left = left;
    this.signal = AbortSignal.any([caller, this.#own.signal]);
    const isHurried = left.leftMs < bounds.totalMs;
    const words = isHurried ? wholeIsOver(left.wholeMs) : `took more than ${seconds(bounds.totalMs)}`;
    this.#total = setTimeout(
      () => this.#endByTime(new ProviderFault('timed_out', words), isHurried),
      Math.min(bounds.totalMs, left.leftMs),
    );
  }

  /** Somebody waits for the next bytes from now on. */
  waits(limitMs: number): void {
    this.heard();
    const ms = Math.min(limitMs, this.#left.patienceMs);
    const fault = new ProviderFault('silent', `fell silent: nothing came for ${seconds(ms)}`);
    this.#silence = setTimeout(() => this.#endByTime(fault, ms < limitMs), ms);
  }

  #endByTime(fault: ProviderFault, isHurried: boolean): void {
    if (this.fault === null) this.isHurried = isHurried;
    this.end(fault);
  }

  heard(): void {
    clearTimeout(this.#silence);
  }

  /** Breaks the attempt off. The first reason counts. */
  end(fault: ProviderFault): void {
    this.fault ??= fault;
    this.#own.abort(this.fault);
  }

  /** No timer runs any more, and a connection that is still open is closed. */
  [Symbol.dispose](): void {
    this.heard();
    clearTimeout(this.#total);
    this.#own.abort();
  }
}

export const seconds = (ms: number): string => `${Math.round(ms) / 1_000} s`;
const wholeIsOver = (wholeMs: number): string =>
  `was not done when the ${seconds(wholeMs)} of its call were over`;
