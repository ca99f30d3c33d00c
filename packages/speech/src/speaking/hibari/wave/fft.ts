import { type Complex, type Pass, pass3, pass4, pass5 } from './passes.ts';

const passes = new Map<number, (pass: Pass) => void>([
  [4, pass4],
  [3, pass3],
  [5, pass5],
]);

/**
 * The discrete Fourier transform of a size that is a product of 3, 4 and 5: Stockham's form, which needs no reordering
 * (Van Loan, Computational Frameworks for the Fast Fourier Transform, 1.7).
 */
export class FourierTransform {
  readonly #radices: readonly number[];
  readonly #roots: Complex;
  readonly #spare: Complex;

  constructor(size: number) {
    this.#radices = radicesOf(size);
    this.#roots = {
      re: Float64Array.from({ length: size }, (_, k) => Math.cos((2 * Math.PI * k) / size)),
      im: Float64Array.from({ length: size }, (_, k) => -Math.sin((2 * Math.PI * k) / size)),
    };
    this.#spare = { re: new Float64Array(size), im: new Float64Array(size) };
  }

  /** Forward, unscaled, in place. The inverse, unscaled, is the same with the two arrays exchanged. */
  transform(re: Float64Array, im: Float64Array): void {
    let from: Complex = { re, im };
    let to = this.#spare;
    let stride = 1;
    for (const radix of this.#radices) {
      passes.get(radix)?.({ from, to, stride, roots: this.#roots });
      stride *= radix;
      [from, to] = [to, from];
    }
    if (from.re === re) return;
    re.set(from.re);
    im.set(from.im);
  }
}

function radicesOf(size: number): number[] {
  const radices: number[] = [];
  let rest = size;
  for (const radix of passes.keys())
    while (rest % radix === 0) {
      radices.push(radix);
      rest /= radix;
    }
  if (rest !== 1) throw new RangeError(`${size} is no product of 3, 4 and 5.`);
  return radices;
}
