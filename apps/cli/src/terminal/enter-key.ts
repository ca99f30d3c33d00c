import type { Readable } from 'node:stream';

type Input = Pick<Readable, 'on' | 'off' | 'pause'> & { isTTY?: boolean };

/** Hears the Enter key of a terminal; where there is none it is never pressed. */
export class EnterKey implements Disposable {
  #pressed = new AbortController();
  readonly #input: Input;
  readonly #onData = (): void => this.#pressed.abort();

  constructor(input: Input = process.stdin) {
    this.#input = input;
    if (input.isTTY) input.on('data', this.#onData);
  }

  /** Aborted by the next press. */
  next(): AbortSignal {
    this.#pressed = new AbortController();
    return this.#pressed.signal;
  }

  [Symbol.dispose](): void {
    if (!this.#input.isTTY) return;
    this.#input.off('data', this.#onData);
    this.#input.pause();
  }
}
