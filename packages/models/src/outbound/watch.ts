import { ProviderFault } from '../failures/provider-fault.ts';

/** How long one attempt may take, and how much it may send. */
export interface CallBounds {
  /** From the request to the first byte of the answer. */
  firstByteMs: number;
  /** From one byte to the next, while somebody waits for it. */
  idleMs: number;
  /** For the whole answer. */
  totalMs: number;
  mostBytes: number;
}

export const defaultBounds: CallBounds = {
  firstByteMs: 120_000,
  idleMs: 120_000,
  totalMs: 15 * 60_000,
  mostBytes: 32 * 1024 * 1024,
};

/** Ends an attempt that takes too long, and remembers why. */
export class Watch implements Disposable {
  readonly bounds: CallBounds;
  /** Aborted by the caller's own signal too. */
  readonly signal: AbortSignal;
  readonly #own = new AbortController();
  readonly #total: NodeJS.Timeout;
  #silence: NodeJS.Timeout | undefined;
  fault: ProviderFault | null = null;
  /** A request is out, and was not refused: whoever answers it may ask money for it. */
  mayCost = false;

  constructor(bounds: CallBounds, caller: AbortSignal) {
    this.bounds = bounds;
    this.signal = AbortSignal.any([caller, this.#own.signal]);
    this.#total = setTimeout(
      () => this.end(new ProviderFault('timed_out', `took more than ${seconds(bounds.totalMs)}`)),
      bounds.totalMs,
    );
  }

  /** Somebody waits for the next bytes from now on. */
  waits(limitMs: number): void {
    this.heard();
    const words = `fell silent: nothing came for ${seconds(limitMs)}`;
    this.#silence = setTimeout(() => this.end(new ProviderFault('silent', words)), limitMs);
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

const seconds = (ms: number): string => `${ms / 1_000} s`;
