/** Zero crossings of the kernel on either side: enough that what is left of higher tones is below -60 dB. */
const crossings = 16;
/** What is kept ends a little below half the lower rate, so that the fall of the filter has room. */
const passBand = 0.92;

const gcd = (one: number, other: number): number => (other === 0 ? one : gcd(other, one % other));

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
/** A Hann window over -1 to 1. */
const windowAt = (x: number): number => (Math.abs(x) >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * x));

/**
 * Changes the rate of samples that come in pieces of any length, by a windowed sinc filter (J. O. Smith, Digital Audio
 * Resampling). The rates are whole numbers; the first output sample is that of the first input sample. The filter of each
 * phase in which an output can lie is made when it is first needed: odd rates have thousands.
 */
export class Resampler {
  readonly fromRate: number;
  readonly #step: number;
  readonly #phases: number;
  readonly #cutoff: number;
  readonly #half: number;
  readonly #kernels: Float32Array[];
  /** Input that later output may still need; silence stands before the beginning. */
  #held: Float32Array;
  /** Of the next output sample in the held input, as a whole number and a phase. */
  #at: number;
  #phase = 0;

  constructor(fromRate: number, toRate: number) {
    this.fromRate = fromRate;
    const divisor = gcd(fromRate, toRate);
    this.#step = fromRate / divisor;
    this.#phases = toRate / divisor;
    this.#cutoff = Math.min(1, toRate / fromRate) * passBand;
    this.#half = Math.ceil(crossings / this.#cutoff);
    this.#kernels = [];
    this.#held = new Float32Array(this.#half);
    this.#at = this.#half;
  }

  get #isSame(): boolean {
    return this.#step === this.#phases;
  }

  push(piece: Float32Array): Float32Array {
    if (this.#isSame) return piece;
    const all = new Float32Array(this.#held.length + piece.length);
    all.set(this.#held);
    all.set(piece, this.#held.length);
    const room = all.length - this.#half - this.#at;
    const output = new Float32Array(Math.max(0, Math.ceil((room * this.#phases) / this.#step) + 1));
    let count = 0;
    while (this.#at + this.#half < all.length) {
      output[count] = this.#valueAt(all);
      count += 1;
      this.#phase += this.#step;
      this.#at += Math.floor(this.#phase / this.#phases);
      this.#phase %= this.#phases;
    }
    const from = Math.min(all.length, Math.max(0, this.#at - this.#half));
    this.#held = all.slice(from);
    this.#at -= from;
    return output.subarray(0, count);
  }

  /** What is still to come when the input is over. */
  end(): Float32Array {
    return this.#isSame ? new Float32Array() : this.push(new Float32Array(this.#half));
  }

  #valueAt(all: Float32Array): number {
    const kernel = this.#kernelAt(this.#phase);
    const from = this.#at - this.#half;
    let value = 0;
    for (let index = 0; index < kernel.length; index += 1)
      value += (kernel[index] ?? 0) * (all[from + index] ?? 0);
    return value;
  }

  /** Weights of the inputs around an output that lies `phase` behind one of them; together 1. */
  #kernelAt(phase: number): Float32Array {
    const known = this.#kernels[phase];
    if (known) return known;
    const weights = Float32Array.from({ length: 2 * this.#half + 1 }, (_, index) => {
      const x = index - this.#half - phase / this.#phases;
      return this.#cutoff * sinc(this.#cutoff * x) * windowAt(x / (this.#half + 1));
    });
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const kernel = weights.map((weight) => weight / sum);
    this.#kernels[phase] = kernel;
    return kernel;
  }
}
