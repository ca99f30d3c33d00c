/** A word or phrase that is searched for. */
export interface Term {
  text: string;
  /** Too short to be told from the middle of others: it has to begin a word. */
  isWordStart: boolean;
}

const mostTerms = 8;
/** An index of three letters each knows nothing of less. */
const hasThreeInARow = /[\p{L}\p{N}]{3}/u;
/** Of scripts that are written without spaces and have signs for syllables or words: one tells enough. */
const hasSign = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const isEnough = (text: string): boolean => hasThreeInARow.test(text) || hasSign.test(text);
const beginsAsWord = /^[\p{L}\p{N}]/u;

/**
 * What a person searches for: words, and phrases in quotes. Null where nothing in it can be looked up: at least one has
 * to hold letters or digits.
 */
export function readTerms(q: string): Term[] | null {
  // As texts are searched: letters with their marks in one piece.
  const words = [...q.normalize('NFC').matchAll(/"([^"]*)"?|[^\s"]+/g)].map(([whole, phrase]) =>
    (phrase ?? whole).trim(),
  );
  const terms = [...new Set(words.filter((word) => word !== ''))].slice(0, mostTerms).map((text) => ({
    text,
    isWordStart: !isEnough(text) && beginsAsWord.test(text),
  }));
  return terms.some(({ text, isWordStart }) => isWordStart || isEnough(text)) ? terms : null;
}
