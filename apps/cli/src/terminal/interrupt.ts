const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const byInterrupt = 130;

/** A Ctrl-C as a signal for what is being done, so that it ends in good order; a second one ends the program. */
export class Interrupt implements Disposable {
  readonly #stop = new AbortController();
  readonly #onSignal = (): void => {
    if (this.#stop.signal.aborted) process.exit(byInterrupt);
    this.#stop.abort();
  };

  constructor() {
    for (const signal of signals) process.on(signal, this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Resolves at once where it was interrupted; else never. */
  get asked(): Promise<'interrupted'> {
    const { signal } = this;
    if (signal.aborted) return Promise.resolve('interrupted');
    return new Promise((resolve) =>
      signal.addEventListener('abort', () => resolve('interrupted'), { once: true }),
    );
  }

  /** The code by which shells know an interrupted program. */
  leave(): void {
    process.exitCode = byInterrupt;
  }

  [Symbol.dispose](): void {
    for (const signal of signals) process.off(signal, this.#onSignal);
  }
}
