/** Calls `beat` at once and then regularly, while started. */
export class Heartbeat {
  readonly #beat: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(beat: () => void) {
    this.#beat = beat;
  }

  start(everyMs: number): void {
    this.stop();
    this.#beat();
    this.#timer = setInterval(this.#beat, everyMs);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
