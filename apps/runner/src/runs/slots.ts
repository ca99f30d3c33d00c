/** How many runs may work at once; the rest wait in the order they came. */
export class Slots {
  readonly capacity: number;
  readonly #onFree: () => void;
  #taken = 0;
  #waiting: (() => void)[] = [];

  constructor(capacity: number, onFree: () => void) {
    this.capacity = capacity;
    this.#onFree = onFree;
  }

  get free(): number {
    return Math.max(0, this.capacity - this.#taken - this.#waiting.length);
  }

  /** Resolves when it is this one's turn; the caller must call `leave` exactly once, whether it waited or not. */
  enter(): { ready: Promise<void>; leave: () => void } {
    if (this.#taken < this.capacity) {
      this.#taken++;
      return { ready: Promise.resolve(), leave: () => this.#leave() };
    }
    let enter: () => void = () => {};
    let isIn = false;
    const ready = new Promise<void>((resolve) => {
      enter = () => {
        isIn = true;
        resolve();
      };
    });
    this.#waiting.push(enter);
    const leave = (): void => {
      if (isIn) this.#leave();
      else this.#waiting = this.#waiting.filter((waiting) => waiting !== enter);
    };
    return { ready, leave };
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#taken--;
      this.#onFree();
    } else next();
  }
}
