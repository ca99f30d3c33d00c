import { monotonicMs } from '../clock.ts';

/** A timer that can be halted: time spent frozen does not count. */
export class Countdown implements Disposable {
  readonly #onEnd: () => void;
  #leftMs: number;
  #startedAt = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(ms: number, onEnd: () => void) {
    this.#leftMs = ms;
    this.#onEnd = onEnd;
  }

  resume(): void {
    if (this.#timer !== null || this.#leftMs <= 0) return;
    this.#startedAt = monotonicMs();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#leftMs = 0;
      this.#onEnd();
    }, this.#leftMs);
  }

  halt(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#leftMs = Math.max(1, this.#leftMs - (monotonicMs() - this.#startedAt));
  }

  [Symbol.dispose](): void {
    this.halt();
    this.#leftMs = 0;
  }
}
