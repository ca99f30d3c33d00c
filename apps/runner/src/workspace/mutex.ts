/** One at a time for each key. */
export class KeyedMutex {
  readonly #tails = new Map<string, Promise<void>>();

  /** Whether anybody has the turn of a key, or waits for it. */
  isTaken(key: string): boolean {
    return this.#tails.has(key);
  }

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before.then(work);
    const tail = mine.then(
      () => {},
      () => {}, // The caller hears of it; the next in line only waits.
    );
    this.#tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
