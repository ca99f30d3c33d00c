import { joinWritten, type Written, type WrittenWord } from './written.ts';

/** What was heard so far, and how much of it is for good. */
export interface Agreed {
  text: string;
  stable_chars: number;
}

/** A guess and the two after it that confirm it. */
const guessesNeeded = 3;
/** The last words of a guess may have been cut in the middle, or be made to fit one that was. */
const wordsInDoubt = 2;

/**
 * Makes a text that does not jump out of successive guesses at the same growing speech: a word is for good once three
 * guesses in a row have it, in none of them among the last two. Each guess has to begin with `agreed`.
 */
export class Agreement {
  #guesses: (readonly WrittenWord[])[] = [];
  #agreed: readonly WrittenWord[] = [];

  get agreed(): Written {
    return joinWritten(this.#agreed);
  }

  add(words: readonly WrittenWord[]): Agreed {
    this.#guesses = [...this.#guesses, words].slice(-guessesNeeded);
    if (this.#guesses.length === guessesNeeded) {
      const most = Math.min(...this.#guesses.map(({ length }) => length)) - wordsInDoubt;
      let count = 0;
      while (count < most && this.#isCommon(count, words[count]?.text)) count += 1;
      if (count > this.#agreed.length) this.#agreed = words.slice(0, count);
    }
    return { text: textOf(words), stable_chars: textOf(this.#agreed).length };
  }

  /** Before the next stretch of speech. */
  clear(): void {
    this.#guesses = [];
    this.#agreed = [];
  }

  #isCommon(at: number, text: string | undefined): boolean {
    return this.#guesses.every((guess) => guess[at]?.text === text);
  }
}

const textOf = (words: readonly WrittenWord[]): string =>
  words
    .map(({ text }) => text)
    .join('')
    .trim();
