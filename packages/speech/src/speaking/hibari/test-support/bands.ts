import { FourierTransform } from '../wave/fft.ts';

const frame = 1200;
const rate = 24_000;
const bandCount = 16;
const lowestHz = 80;
const highestHz = 8_000;

const edge = (band: number): number => lowestHz * (highestHz / lowestHz) ** (band / bandCount);

/** How loud each of 16 bands between 80 and 8,000 Hz is in each twentieth of a second, in decibels. */
export function bandsOf(samples: Float32Array): number[] {
  const fourier = new FourierTransform(frame);
  const bands: number[] = [];
  for (let start = 0; start + frame <= samples.length; start += frame) {
    const re = Float64Array.from(samples.subarray(start, start + frame), (sample, at) => sample * window(at));
    const im = new Float64Array(frame);
    fourier.transform(re, im);
    for (let band = 0; band < bandCount; band++)
      bands.push(10 * Math.log10(powerBetween({ re, im }, edge(band), edge(band + 1)) + 1e-4));
  }
  return bands;
}

const window = (at: number): number => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / (frame - 1));

function powerBetween(
  { re, im }: { re: Float64Array; im: Float64Array },
  fromHz: number,
  toHz: number,
): number {
  let power = 0;
  for (let bin = 0; bin <= frame / 2; bin++) {
    const hz = (bin * rate) / frame;
    if (hz >= fromHz && hz < toHz) power += (re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2;
  }
  return power;
}
