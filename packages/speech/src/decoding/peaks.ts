const mostBuckets = 2048;

/** How loud a recording is over its length, in a fixed number of values, while its samples go by in bounded memory. */
export class Peaks {
  readonly #buckets = new Float32Array(mostBuckets);
  #perBucket = 1;
  #samples = 0;

  add(piece: Float32Array): void {
    for (let at = 0; at < piece.length; ) {
      if (this.#samples === this.#perBucket * mostBuckets) this.#halve();
      const bucket = Math.floor(this.#samples / this.#perBucket);
      const room = (bucket + 1) * this.#perBucket - this.#samples;
      const taken = piece.subarray(at, at + room);
      this.#buckets[bucket] = loudestOf(taken, this.#buckets[bucket] ?? 0);
      this.#samples += taken.length;
      at += taken.length;
    }
  }

  /** `count` values of 0 to 1, each the loudest of its share of what was added. */
  toArray(count: number): number[] {
    const used = Math.ceil(this.#samples / this.#perBucket);
    return Array.from({ length: count }, (_, at) => {
      const from = Math.floor((at * used) / count);
      const to = Math.max(from + 1, Math.floor(((at + 1) * used) / count));
      const loudest = this.#buckets.subarray(from, to).reduce((most, value) => Math.max(most, value), 0);
      return Math.round(Math.min(1, loudest) * 1000) / 1000;
    });
  }

  #halve(): void {
    for (let at = 0; at < mostBuckets / 2; at++) {
      this.#buckets[at] = Math.max(this.#buckets[2 * at] ?? 0, this.#buckets[2 * at + 1] ?? 0);
    }
    this.#buckets.fill(0, mostBuckets / 2);
    this.#perBucket *= 2;
  }
}

function loudestOf(samples: Float32Array, least: number): number {
  let loudest = least;
  for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
  return loudest;
}
