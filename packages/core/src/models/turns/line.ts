interface Waiter {
  seq: number;
  againMs: number;
  go: () => void;
  fail: (reason: unknown) => void;
}

/**
 * The calls of this process that wait at one place, in the order that the database gave them. Only the first of them asks
 * again: when it is woken, and when its time is over, as a wake-up may be lost.
 */
export class Line {
  readonly #waiters: Waiter[] = [];
  #timer: NodeJS.Timeout | null = null;
  #news = 0;
  /** How many ask or wait here. */
  users = 0;

  /** Grows with each wake-up. */
  get news(): number {
    return this.#news;
  }

  wake(): void {
    this.#news += 1;
    this.#waiters[0]?.go();
  }

  /** Rejects all who wait. */
  close(reason: unknown): void {
    for (const { fail } of [...this.#waiters]) fail(reason);
  }

  /** `seen`: the news when it was asked; what came since is no longer waited for. Rejects with the signal's reason. */
  async wait(waiting: Pick<Waiter, 'seq' | 'againMs'>, seen: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (seen !== this.#news) return;
    const own: Waiter = { ...waiting, go: () => {}, fail: () => {} };
    const giveUp = (): void => own.fail(signal.reason);
    try {
      await new Promise<void>((resolve, reject) => {
        own.go = resolve;
        own.fail = reject;
        signal.addEventListener('abort', giveUp, { once: true });
        this.#add(own);
      });
    } finally {
      signal.removeEventListener('abort', giveUp);
      this.#waiters.splice(this.#waiters.indexOf(own), 1);
      this.#arm();
    }
  }

  #add(waiter: Waiter): void {
    const at = this.#waiters.findIndex(({ seq }) => seq > waiter.seq);
    this.#waiters.splice(at === -1 ? this.#waiters.length : at, 0, waiter);
    this.#arm();
  }

  #arm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    const [first] = this.#waiters;
    this.#timer = first === undefined ? null : setTimeout(first.go, first.againMs);
  }
}
