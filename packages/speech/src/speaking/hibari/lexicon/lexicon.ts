import { isLetters, isLower, isUpper } from './characters.ts';
import type { Context } from './context.ts';
import { readInflected, withS } from './endings.ts';
import { type LittleWord, readLittleWord } from './little-words.ts';
import { currencies, isNumber, readNumber } from './spoken-number.ts';
import { plainly, type WordList } from './word-list.ts';

/** What a word is and where it stands. */
export interface Occurrence {
  text: string;
  /** Penn Treebank. */
  tag: string;
  isHead: boolean;
  currency: string | null;
}

/** Reads words and numbers by the list and the rules of misaki; null for what neither knows. */
export class Lexicon {
  readonly #list: WordList;

  constructor(list: WordList) {
    this.#list = list;
  }

  read(occurrence: Occurrence, context: Context): string | null {
    const word = occurrence.text.replace(/[‘’]/g, "'").normalize('NFKC');
    const stress = isLower(word) ? null : isUpper(word) ? 2 : 0.5;
    const sounds = this.#readWord({ word, tag: occurrence.tag, stress, context });
    if (sounds !== null) return this.#withCurrency(sounds, occurrence.currency);
    if (!isNumber(word, occurrence.isHead)) return null;
    return readNumber(this.#list, { ...occurrence, text: word });
  }

  /** Digits that stand by themselves. */
  readDigits(text: string): string | null {
    return readNumber(this.#list, { text, currency: null, isHead: false });
  }

  #readWord(asked: LittleWord): string | null {
    const little = readLittleWord(this.#list, asked);
    if (little !== null) return little;
    const word = this.#isCapitalForNothing(asked) ? asked.word.toLowerCase() : asked.word;
    if (this.#list.isKnown(word)) return this.#list.lookUp(word, asked);
    // A bare apostrophe: "agents'" is "agent's", "James'" is "James".
    const owner = [word.replace(/s'$/, "'s"), word.replace(/'$/, '')].find(
      (form) => form !== word && this.#list.isKnown(form),
    );
    if (owner !== undefined) return this.#list.lookUp(owner, asked);
    return readInflected(this.#list, word, asked);
  }

  /** Written large at the beginning of a sentence or for emphasis, and known in small letters only. */
  #isCapitalForNothing(asked: LittleWord): boolean {
    const { word, tag } = asked;
    const small = word.toLowerCase();
    if (word.length < 2 || word === small || !isLetters(word.replaceAll("'", ''))) return false;
    if ((tag === 'NNP' && word.length <= 7) || this.#list.has(word)) return false;
    if (!isUpper(word) && !isLower(word.slice(1))) return false;
    return this.#list.has(small) || readInflected(this.#list, small, asked) !== null;
  }

  #withCurrency(sounds: string, currency: string | null): string {
    const unit = currency === null ? undefined : currencies[currency]?.[0];
    const name = unit === undefined ? null : this.#list.lookUp(unit, plainly);
    return name === null ? sounds : `${sounds} ${withS(name)}`;
  }
}
