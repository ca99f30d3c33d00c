import { describe, expect, it } from 'vitest';
import { FourierTransform } from './fft.ts';

const wave = (size: number): { re: Float64Array; im: Float64Array } => ({
  re: Float64Array.from({ length: size }, (_, at) => Math.sin(at * at) + at / size),
  im: Float64Array.from({ length: size }, (_, at) => Math.cos(3 * at)),
});

/** By the definition. */
function slowly({ re, im }: { re: Float64Array; im: Float64Array }): { re: number[]; im: number[] } {
  const size = re.length;
  const sums = Array.from({ length: size }, (_, k) => {
    let sum = { re: 0, im: 0 };
    for (let at = 0; at < size; at++) {
      const angle = (-2 * Math.PI * k * at) / size;
      const [x, y] = [re[at] ?? 0, im[at] ?? 0];
      sum = {
        re: sum.re + x * Math.cos(angle) - y * Math.sin(angle),
        im: sum.im + x * Math.sin(angle) + y * Math.cos(angle),
      };
    }
    return sum;
  });
  return { re: sums.map((sum) => sum.re), im: sums.map((sum) => sum.im) };
}

describe('the Fourier transform', () => {
  it.each([3, 4, 5, 12, 15, 16, 25, 60, 240, 1200])('is the sum that defines it, for %i values', (size) => {
    const { re, im } = wave(size);
    const expected = slowly({ re, im });
    new FourierTransform(size).transform(re, im);
    for (let k = 0; k < size; k++) {
      expect(re[k]).toBeCloseTo(expected.re[k] ?? Number.NaN, 7);
      expect(im[k]).toBeCloseTo(expected.im[k] ?? Number.NaN, 7);
    }
  });

  it('gives back what it was given when the parts are exchanged', () => {
    const { re, im } = wave(1200);
    const fourier = new FourierTransform(1200);
    fourier.transform(re, im);
    fourier.transform(im, re);
    const original = wave(1200);
    for (let at = 0; at < 1200; at++)
      expect((re[at] ?? 0) / 1200).toBeCloseTo(original.re[at] ?? Number.NaN, 9);
  });

  it('refuses sizes that it cannot part', () => {
    expect(() => new FourierTransform(14)).toThrow(RangeError);
  });
});
