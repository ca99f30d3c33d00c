import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openSession, type Session } from '../../onnx/session.ts';
import { floats, floatsOf, integers, outputOf } from '../../onnx/tensors.ts';
import type { Audio } from '../../pcm.ts';
import type { VoiceInfo } from '../../synthesis.ts';
import type { Saying, SentenceVoice } from '../sentence-voice.ts';
import { createGuess } from './guess-word.ts';
import { readAlphabets, readReadingTables, readVocabulary, type Vocabulary } from './model-files.ts';
import { Reader } from './reading/reader.ts';
import { sampleRate } from './wave/measures.ts';
import { render } from './wave/render.ts';

export const heart: VoiceInfo = { id: 'heart', title: 'Heart', language: 'en-US' };

/**
 * More phonemes at once would take more memory than a sentence is worth. Parted between words, and within one only
 * where it is longer than that itself.
 */
const longestPart = /\S[\s\S]{0,399}(?=\s|$)|\S{1,400}/g;
/** The same text always sounds the same. */
const noiseSeed = 1;

/** The voice "heart" of hibari: a sentence to phonemes by rules, phonemes to a spectrum by a network, that to sound. */
export class HibariVoice implements SentenceVoice {
  readonly voices = [heart] as const;
  readonly #reader: Reader;
  readonly #vocabulary: Vocabulary;
  readonly #sessions: Sessions;
  /** Sentences that are being worked on. */
  readonly #atWork = new Set<Promise<unknown>>();

  private constructor(reader: Reader, vocabulary: Vocabulary, sessions: Sessions) {
    this.#reader = reader;
    this.#vocabulary = vocabulary;
    this.#sessions = sessions;
  }

  /** Loads the files in `folder`: about 14 MB, and a second or two. Whoever opens it closes it. */
  static async open(folder: string): Promise<HibariVoice> {
    const tables = await readReadingTables(folder);
    const vocabulary = await readVocabulary(folder);
    const alphabets = await readAlphabets(folder);
    const sessions = await openSessions(folder);
    return new HibariVoice(new Reader(tables, createGuess(sessions.words, alphabets)), vocabulary, sessions);
  }

  /** Idempotent. What is being said is finished first, since it uses the memory that is given back. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#atWork);
    await this.#sessions.voice[Symbol.asyncDispose]();
    await this.#sessions.words[Symbol.asyncDispose]();
  }

  /** How the sentence is said, in the phonemes of misaki. */
  phonemes(sentence: string): Promise<string> {
    return this.#reader.read(sentence);
  }

  async *say(sentence: string, { rate, signal }: Saying): AsyncGenerator<Audio> {
    signal?.throwIfAborted();
    const phonemes = await this.#tracked(this.phonemes(sentence));
    for (const part of phonemes.match(longestPart) ?? []) {
      signal?.throwIfAborted();
      const known = [...part].flatMap((sound) => this.#vocabulary[sound] ?? []);
      if (known.length === 0) continue;
      const samples = await this.#tracked(this.#sound([0, ...known, 0], rate, signal));
      yield { samples, rate: sampleRate };
    }
  }

  async #tracked<Result>(work: Promise<Result>): Promise<Result> {
    this.#atWork.add(work);
    try {
      return await work;
    } finally {
      this.#atWork.delete(work);
    }
  }

  async #sound(ids: readonly number[], rate: number, signal: AbortSignal | undefined): Promise<Float32Array> {
    const outputs = await this.#sessions.voice.run({
      ids: integers(ids),
      speed: floats(Float32Array.of(rate), [1]),
    });
    const output = (name: string): Float32Array => floatsOf(outputOf(outputs, name));
    const pitchHz = output('f0');
    const spectrum = { gain: output('lh'), turn: output('theta'), noise: output('ln') };
    const rest = { rest: output('lr'), restPhase: output('phi') };
    const rendering = render({ ...spectrum, ...rest, frames: pitchHz.length }, pitchHz, noiseSeed);
    for (;;) {
      const step = rendering.next();
      if (step.done) return step.value;
      await setImmediate();
      signal?.throwIfAborted();
    }
  }
}

interface Sessions {
  voice: Session;
  words: Session;
}

async function openSessions(folder: string): Promise<Sessions> {
  const voice = await openSession(join(folder, 'hibari.onnx'));
  try {
    return { voice, words: await openSession(join(folder, 'oov.onnx')) };
  } catch (error) {
    await voice[Symbol.asyncDispose]();
    throw error;
  }
}
