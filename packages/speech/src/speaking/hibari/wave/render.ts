import { FourierTransform } from './fft.ts';
import { createFilter, type SpectralParts } from './filter.ts';
import { bins, hann, hop, windowLength } from './measures.ts';
import { pulseTrain } from './pulses.ts';

const half = windowLength / 2;
const framesAtOnce = 40;

interface Spectrum {
  re: Float64Array;
  im: Float64Array;
}

/**
 * The sound of a sentence: pulses at its pitch, filtered in the frequency domain, frame by frame, and added up
 * (short-time Fourier transform with a Hann window of 1,200 and a hop of 300, and its inverse). A generator, so that
 * whoever calls it may do something else between two stretches of half a second, or stop.
 */
export function* render(
  parts: SpectralParts,
  pitchHz: Float32Array,
  seed: number,
): Generator<undefined, Float32Array, undefined> {
  const { frames } = parts;
  const pulses = pulseTrain(pitchHz);
  const pair = new FramePair();
  const filter = createFilter(parts, seed);
  const sum = new Float32Array((frames + 3) * hop);
  for (let frame = 0; frame < frames; frame += 2) {
    pair.analyse(pulses, frame);
    filter(frame, pair.first.re, pair.first.im);
    if (frame + 1 < frames) filter(frame + 1, pair.second.re, pair.second.im);
    pair.addTo(sum, frame, frames);
    if (frame % framesAtOnce === framesAtOnce - 2) yield;
  }
  return levelled(sum, frames);
}

/** Two real frames pass through one complex transform: one as its real, one as its imaginary part. */
class FramePair {
  readonly first: Spectrum = { re: new Float64Array(bins), im: new Float64Array(bins) };
  readonly second: Spectrum = { re: new Float64Array(bins), im: new Float64Array(bins) };
  readonly #fourier = new FourierTransform(windowLength);
  readonly #window = hann();
  readonly #re = new Float64Array(windowLength);
  readonly #im = new Float64Array(windowLength);

  analyse(samples: Float32Array, frame: number): void {
    const start = frame * hop - half;
    for (let at = 0; at < windowLength; at++) {
      // A unit cosine then has the height 1, whatever the window.
      const weight = (this.#window[at] ?? 0) / hop;
      this.#re[at] = weight * mirrored(samples, start + at);
      this.#im[at] = weight * mirrored(samples, start + at + hop);
    }
    this.#fourier.transform(this.#re, this.#im);
    for (let bin = 0; bin < bins; bin++) this.#part(bin, (windowLength - bin) % windowLength);
  }

  #part(bin: number, mirror: number): void {
    const [x, y] = [this.#re[bin] ?? 0, this.#im[bin] ?? 0];
    const [u, v] = [this.#re[mirror] ?? 0, this.#im[mirror] ?? 0];
    this.first.re[bin] = (x + u) / 2;
    this.first.im[bin] = (y - v) / 2;
    this.second.re[bin] = (y + v) / 2;
    this.second.im[bin] = (u - x) / 2;
  }

  addTo(sum: Float32Array, frame: number, frames: number): void {
    for (let bin = 0; bin < bins; bin++) this.#join(bin, windowLength - bin);
    this.#fourier.transform(this.#im, this.#re);
    const start = frame * hop;
    const hasSecond = frame + 1 < frames;
    for (let at = 0; at < windowLength; at++) {
      const weight = (this.#window[at] ?? 0) / windowLength;
      sum[start + at] = (sum[start + at] ?? 0) + weight * (this.#re[at] ?? 0);
      if (hasSecond) sum[start + hop + at] = (sum[start + hop + at] ?? 0) + weight * (this.#im[at] ?? 0);
    }
  }

  #join(bin: number, mirror: number): void {
    const isReal = bin === 0 || bin === bins - 1;
    const [a, b] = [this.first.re[bin] ?? 0, isReal ? 0 : (this.first.im[bin] ?? 0)];
    const [c, d] = [this.second.re[bin] ?? 0, isReal ? 0 : (this.second.im[bin] ?? 0)];
    this.#re[bin] = a - d;
    this.#im[bin] = b + c;
    if (isReal) return;
    this.#re[mirror] = a + d;
    this.#im[mirror] = c - b;
  }
}

/** Beyond its ends a signal goes back the way it came. */
function mirrored(samples: Float32Array, at: number): number {
  const last = samples.length - 1;
  const inside = at < 0 ? -at : at > last ? 2 * last - at : at;
  return samples[inside] ?? 0;
}

/** Divides by the windows that overlap at each sample, fewer at the ends, and drops the half window before the start. */
function levelled(sum: Float32Array, frames: number): Float32Array {
  const window = hann();
  const sound = new Float32Array(frames * hop);
  for (let at = 0; at < sound.length; at++) {
    const place = at + half;
    let weight = 0;
    for (let frame = Math.floor(place / hop), last = frame - 4; frame > last; frame--)
      if (frame >= 0 && frame < frames) weight += (window[place - frame * hop] ?? 0) ** 2;
    sound[at] = (sum[place] ?? 0) / Math.max(weight, 1e-11);
  }
  return sound;
}
