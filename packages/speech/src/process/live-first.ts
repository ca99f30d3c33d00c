/** Lets recordings wait while somebody speaks or is spoken to, though never for long at a time. */
export class LiveFirst {
  readonly #patienceMs: number;
  readonly #waiting = new Set<() => void>();
  #live = 0;

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** Somebody speaks, until what is given back is called. */
  begin(): () => void {
    this.#live++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#live--;
      if (this.#live === 0) for (const go of [...this.#waiting]) go();
    };
  }

  /** Resolves at once when nobody speaks, else when they stop or patience ends. */
  pass(): Promise<void> {
    if (this.#live === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, this.#patienceMs);
      this.#waiting.add(go);
    });
  }
}
