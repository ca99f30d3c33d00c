/** How a word is said; where that depends on its part of speech, by that, with DEFAULT for the others. */
export type Entry = string | Readonly<Record<string, string | null>>;

/** A word that has an entry only in lower case answers with a capital too, and the other way round. */
export class Dictionary {
  readonly #entries: ReadonlyMap<string, Entry>;

  constructor(entries: Readonly<Record<string, Entry>>) {
    this.#entries = new Map(Object.entries(entries));
  }

  find(word: string): Entry | null {
    const entry = this.#entries.get(word);
    if (entry !== undefined || word.length < 2) return entry ?? null;
    const small = word.toLowerCase();
    const capital = capitalized(small);
    if (word === small) return this.#entries.get(capital) ?? null;
    return word === capital ? (this.#entries.get(small) ?? null) : null;
  }

  has(word: string): boolean {
    return this.find(word) !== null;
  }
}

const capitalized = (small: string): string => `${small.slice(0, 1).toUpperCase()}${small.slice(1)}`;
