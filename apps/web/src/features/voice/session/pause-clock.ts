const pauseMs = 1_200;

/** So much more quiet ends a tapped turn in the middle of a sentence. */
export class PauseClock {
  readonly #onOver: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onOver: () => void) {
    this.#onOver = onOver;
  }

  start(): void {
    this.stop();
    this.#timer = setTimeout(this.#onOver, pauseMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
