import { expect, it } from 'vitest';
import { Resampler } from './resample.ts';

const sine = (pitch: number, rate: number, seconds: number): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, n) => Math.sin((2 * Math.PI * pitch * n) / rate));

function resampled(input: Float32Array, from: number, to: number, pieceLength: number): number[] {
  const resampler = new Resampler(from, to);
  const output: number[] = [];
  for (let at = 0; at < input.length; at += pieceLength)
    output.push(...resampler.push(input.subarray(at, at + pieceLength)));
  output.push(...resampler.end());
  return output;
}

const largest = (samples: readonly number[]): number => Math.max(...samples.map(Math.abs));

it.each([48_000, 44_100, 22_050, 8_000])('from %i a tone stays the tone that it is', (from) => {
  const output = resampled(sine(440, from, 1), from, 16_000, 777);
  expect(output.length).toBe(16_000);
  const wanted = sine(440, 16_000, 1);
  const middle = output.slice(1_000, 15_000).map((sample, n) => sample - (wanted[n + 1_000] ?? 0));
  expect(largest(middle)).toBeLessThan(0.01);
});

it('leaves samples of the wanted rate as they are', () => {
  const input = sine(440, 16_000, 0.1);
  expect(resampled(input, 16_000, 16_000, 777)).toEqual([...input]);
});

it('is the same in whatever pieces it comes', () => {
  const input = sine(1_000, 44_100, 0.5);
  expect(resampled(input, 44_100, 16_000, 1)).toEqual(resampled(input, 44_100, 16_000, 100_000));
});

it('takes away what the lower rate cannot hold', () => {
  const output = resampled(sine(10_000, 48_000, 1), 48_000, 16_000, 4_800);
  expect(largest(output.slice(200, -200))).toBeLessThan(0.003);
});
