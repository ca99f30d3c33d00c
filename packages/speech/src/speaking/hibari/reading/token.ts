import { isLower } from '../lexicon/characters.ts';

/** A word, a part of one, or a mark. */
export interface Token {
  text: string;
  /** Penn Treebank. */
  tag: string;
  isSpaced: boolean;
  /** Null until it is read; a mark that is silent has none ('') from the start. */
  phonemes: string | null;
  /** Read as this instead. */
  alias: string | null;
  /** Whether a word begins here. */
  isHead: boolean;
  currency: string | null;
}

/** Several parts as one word, not read yet. The part that says most gives its part of speech. */
export function merged(tokens: readonly Token[]): Token {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('No tokens.');
  const weight = ({ text }: Token): number =>
    [...text].reduce((sum, character) => sum + (isLower(character) ? 1 : 2), 0);
  const main = tokens.reduce((most, token) => (weight(token) > weight(most) ? token : most));
  const currency = tokens.map((token) => token.currency).find((unit) => unit !== null) ?? null;
  return {
    text: tokens.map((token) => token.text + (token.isSpaced && token !== last ? ' ' : '')).join(''),
    ...{
      tag: main.tag,
      isSpaced: last.isSpaced,
      phonemes: null,
      alias: null,
      isHead: first.isHead,
      currency,
    },
  };
}

/** Marks that join the parts of a word and are not said. */
export const isJoint = (text: string): boolean => /^[',\-._‘’/]+$/.test(text);
