import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { speechRate } from '../../pcm.ts';

/** Eleven seconds of President Kennedy, 1961: see the README beside it. */
export async function readKennedy(): Promise<Float32Array> {
  const file = await readFile(fileURLToPath(new URL('../../../test-fixtures/jfk.wav', import.meta.url)));
  const data = file.subarray(file.indexOf('data') + 8);
  return Float32Array.from({ length: data.length >> 1 }, (_, at) => data.readInt16LE(2 * at) / 32_768);
}

export const silence = (seconds: number): Float32Array => new Float32Array(seconds * speechRate);

/** The same numbers on each run (a linear congruential generator). */
export function newRandom(seed = 1): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const make = (seconds: number, sampleAt: (at: number) => number): Float32Array =>
  Float32Array.from({ length: seconds * speechRate }, (_, at) => sampleAt(at));

const tone = (at: number, hertz: number): number => Math.sin((2 * Math.PI * hertz * at) / speechRate);

export function noise(seconds: number, loudness = 0.1): Float32Array {
  const random = newRandom();
  return make(seconds, () => loudness * (2 * random() - 1));
}

/** A transformer: 50 Hz and what belongs to it. */
export const hum = (seconds: number): Float32Array =>
  make(seconds, (at) => 0.15 * tone(at, 50) + 0.08 * tone(at, 100) + 0.05 * tone(at, 150));

/** Somebody types: short bursts that ring out, five a second. */
export function typing(seconds: number): Float32Array {
  const random = newRandom(7);
  const period = speechRate / 5;
  return make(seconds, (at) => 0.5 * (2 * random() - 1) * Math.exp(-(at % period) / 120));
}

/** Chords of three plucked tones, one a half second. */
export const music = (seconds: number): Float32Array =>
  make(seconds, (at) => {
    const beat = Math.floor(at / (speechRate / 2));
    const root = 220 * 2 ** (((beat * 5) % 12) / 12);
    const fading = Math.exp(-(at % (speechRate / 2)) / 4000);
    return 0.15 * fading * (tone(at, root) + tone(at, root * 1.26) + tone(at, root * 1.5));
  });

export function join(...parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** As a recording or a microphone gives it, `ms` at a time. */
export function* inPieces(samples: Float32Array, ms = 100): Generator<Float32Array> {
  const size = (ms * speechRate) / 1000;
  for (let at = 0; at < samples.length; at += size) yield samples.subarray(at, at + size);
}
