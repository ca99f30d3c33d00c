import { speechRate } from '../pcm.ts';
import { isImplausible } from './implausible.ts';
import type { Moonshine } from './moonshine.ts';
import type { Phrases } from './phrases.ts';
import { writeDown } from './write-down.ts';
import {
  confidenceOf,
  joinWritten,
  nothingWritten,
  splitWords,
  type Written,
  type WrittenWord,
  withoutFirst,
} from './written.ts';

export interface Heard {
  /** Empty where nothing was said, or nothing that can be believed. */
  text: string;
  words: readonly WrittenWord[];
  confidence: number;
}

export interface HearOptions {
  phrases: Phrases;
  /** What the text has to begin with, because it was told already. */
  prefix?: Written;
  /** What was said just before, which helps to hear what follows. */
  before?: Context | null;
  signal?: AbortSignal | undefined;
}

export interface Context {
  samples: Float32Array;
  written: Written;
}

/** Hears one window of at most 30 s (what was before included), which has speech in it as far as is known. */
export async function hear(
  moonshine: Moonshine,
  samples: Float32Array,
  options: HearOptions,
): Promise<Heard> {
  const { prefix = nothingWritten, before = null, phrases, signal } = options;
  const whole = before === null ? samples : joinSounds(before.samples, samples);
  const known = before === null ? prefix : joinWritten([before.written, prefix]);
  const all = await writeWhole(moonshine, whole, { prefix: known, phrases, signal });
  const written = before === null ? all : withoutFirst(all, before.written.tokens.length);
  const words = splitWords(written, moonshine.tokens);
  const text = words
    .map((word) => word.text)
    .join('')
    .trim();
  const confidence = confidenceOf(written);
  // What is expected here may be believed where the model alone, which has never seen it, does not.
  const believed = confidenceOf(written, phrases.favour(written.tokens));
  const { length: tokens } = written.tokens;
  const facts = { text, confidence: believed, tokens, durationS: samples.length / speechRate };
  if (prefix.tokens.length === 0 && isImplausible(facts)) return { text: '', words: [], confidence };
  return { text, words, confidence };
}

function joinSounds(first: Float32Array, second: Float32Array): Float32Array {
  const whole = new Float32Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

const shortestHalfS = 2;

/** Where the decoder loses its way, it gets the window in two halves: with less to hear it mostly finds through. */
async function writeWhole(
  moonshine: Moonshine,
  samples: Float32Array,
  options: { phrases: Phrases; prefix: Written; signal: AbortSignal | undefined },
): Promise<Written> {
  const written = await writeDown(moonshine, samples, options);
  const half = Math.floor(samples.length / 2);
  const isDivisible = options.prefix.tokens.length === 0 && half >= shortestHalfS * speechRate;
  if (!written.hasLostItsWay || !isDivisible) return written;
  const cut = quietestAround(samples, half);
  const first = await writeDown(moonshine, samples.subarray(0, cut), options);
  const second = await writeDown(moonshine, samples.subarray(cut), options);
  return joinWritten([first, second]);
}

/** The middle of the quietest 50 ms within a second around `centre`. */
function quietestAround(samples: Float32Array, centre: number): number {
  const size = speechRate / 20;
  let quietest = centre;
  let least = Number.POSITIVE_INFINITY;
  for (let at = centre - speechRate / 2; at < centre + speechRate / 2; at += size) {
    const energy = samples.subarray(at, at + size).reduce((sum, sample) => sum + sample * sample, 0);
    if (energy < least) [least, quietest] = [energy, at + size / 2];
  }
  return quietest;
}
