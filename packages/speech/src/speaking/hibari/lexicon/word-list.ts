import { isLetters, isUpper } from './characters.ts';
import type { Context } from './context.ts';
import type { Dictionary, Entry } from './dictionary.ts';
import { applyStress, primary, type Stress, secondary } from './stress.ts';

/** How a word is to be looked up. No context where it stands in a number. */
export interface Asked {
  tag: string | null;
  stress: Stress;
  context: Context | null;
}

export const plainly: Asked = { tag: null, stress: null, context: null };

export const signs: Readonly<Record<string, string>> = { '%': 'percent', '&': 'and', '+': 'plus', '@': 'at' };

/** The words that someone wrote down: *gold* by hand, *silver* by a program. */
export class WordList {
  readonly gold: Dictionary;
  readonly silver: Dictionary;

  constructor(gold: Dictionary, silver: Dictionary) {
    this.gold = gold;
    this.silver = silver;
  }

  has(word: string): boolean {
    return this.gold.has(word) || this.silver.has(word);
  }

  isKnown(word: string): boolean {
    if (Object.hasOwn(signs, word) || this.has(word)) return true;
    if (!/^[A-Za-z]+$/.test(word)) return false;
    return word.length === 1 || isUpper(word.slice(1));
  }

  lookUp(word: string, { tag, stress, context }: Asked): string | null {
    const isShouted = isUpper(word) && !this.gold.has(word);
    const key = isShouted ? word.toLowerCase() : word;
    const isName = isShouted && tag === 'NNP';
    const entry = this.gold.find(key) ?? (isName ? null : this.silver.find(key));
    const phonemes = chooseReading(entry, tag, context);
    if (phonemes === null || (isName && !phonemes.includes(primary))) return this.spell(key);
    return applyStress(phonemes, stress);
  }

  /** Letter by letter, the last one strongest; null where a letter has no name. */
  spell(word: string): string | null {
    const names = [...word].filter(isLetters).map((letter) => this.gold.find(letter.toUpperCase()));
    if (!names.every((name) => typeof name === 'string')) return null;
    const phonemes = applyStress(names.join(''), 0);
    const last = phonemes.lastIndexOf(secondary);
    return last < 0 ? phonemes : `${phonemes.slice(0, last)}${primary}${phonemes.slice(last + 1)}`;
  }
}

function chooseReading(entry: Entry | null, tag: string | null, context: Context | null): string | null {
  if (entry === null || typeof entry === 'string') return entry;
  const reading = (name: string | null): string | null | undefined =>
    name !== null && Object.hasOwn(entry, name) ? entry[name] : undefined;
  if (context?.vowelFollows === null && Object.hasOwn(entry, 'None')) return entry['None'] ?? null;
  const chosen = reading(tag) === undefined ? reading(parentTag(tag)) : reading(tag);
  return chosen === undefined ? (entry['DEFAULT'] ?? null) : chosen;
}

/** The class that a Penn Treebank tag belongs to, by the names of the lexicon. */
export function parentTag(tag: string | null): string | null {
  if (tag === null) return null;
  if (tag.startsWith('VB')) return 'VERB';
  if (tag.startsWith('NN')) return 'NOUN';
  if (tag.startsWith('ADV') || tag.startsWith('RB')) return 'ADV';
  if (tag.startsWith('ADJ') || tag.startsWith('JJ')) return 'ADJ';
  return tag;
}
