import { Lexicon } from '../lexicon/lexicon.ts';
import type { ReadingTables } from '../model-files.ts';
import { createNormaliser } from '../normalise/normalise.ts';
import { pronounce, type ReadUnknown } from './pronounce.ts';
import type { Token } from './token.ts';
import { type Guess, unknownReader } from './unknown-words.ts';
import { toWords } from './words.ts';

/** Turns a sentence into phonemes, as misaki reads English for Kokoro. */
export class Reader {
  readonly #tables: ReadingTables;
  readonly #lexicon: Lexicon;
  readonly #normalise: (text: string) => string;
  readonly #readUnknown: ReadUnknown;

  constructor(tables: ReadingTables, guess: Guess) {
    this.#tables = tables;
    this.#lexicon = new Lexicon(tables.list);
    this.#normalise = createNormaliser(tables.words);
    this.#readUnknown = unknownReader(this.#lexicon, guess);
  }

  /** The phonemes of one line, a space where words are parted; '' where nothing is to be said. */
  async read(text: string): Promise<string> {
    const tokens = this.#tokens(this.#normalise(text));
    const words = toWords(tokens);
    const sounds = await pronounce(words, this.#lexicon, this.#readUnknown);
    return words
      .map((word, index) => `${modelSounds(sounds[index] ?? '')}${word.at(-1)?.isSpaced ? ' ' : ''}`)
      .join('')
      .trim();
  }

  #tokens(text: string): Token[] {
    const raw = this.#tables.tokenizer.split(text);
    const tags = this.#tables.tagger.tag(raw.map((token) => token.text));
    return raw.map((token, index) => ({
      ...token,
      ...{ tag: tags[index] ?? 'NN', phonemes: null, alias: null, isHead: true, currency: null },
    }));
  }
}

/** The voice writes a tapped t and a glottal stop in its own way. */
const modelSounds = (sounds: string): string => sounds.replaceAll('ɾ', 'T').replaceAll('ʔ', 't');
