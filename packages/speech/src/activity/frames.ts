import { frameSize } from './silero.ts';

/** Cuts pieces of any length into frames; what is left over waits for the next piece. */
export class Framer {
  #rest = new Float32Array(frameSize);
  #filled = 0;

  /** Each frame is the caller's to keep. */
  *push(samples: Float32Array): Generator<Float32Array> {
    let at = 0;
    while (at < samples.length) {
      const piece = samples.subarray(at, at + frameSize - this.#filled);
      this.#rest.set(piece, this.#filled);
      this.#filled += piece.length;
      at += piece.length;
      if (this.#filled === frameSize) yield this.#take();
    }
  }

  /** The rest, filled up with silence; null where there is none. */
  flush(): Float32Array | null {
    return this.#filled === 0 ? null : this.#take();
  }

  #take(): Float32Array {
    const frame = this.#rest;
    this.#rest = new Float32Array(frameSize);
    this.#filled = 0;
    return frame;
  }
}
