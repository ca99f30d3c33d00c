import { matchPhrase, type Phrase, type Slots } from '../language/phrases.ts';
import { type Token, wordToken } from '../language/tokens.ts';

export interface ReadCommand {
  /** In the imperative. */
  tokens: readonly Token[];
  /** Whether it was told as a fact. */
  isStatement?: boolean;
  /** Whether it was told as a wish. */
  isWish?: boolean;
  /** How sure it is that this asks for work, 0 to 1. */
  confidence: number;
}

/** A statement is short; what is longer is read by its first words. */
export const window = 80;
const smalls: ReadonlySet<string> = new Set('the a an my our your this these those some when all'.split(' '));

/** Tokens that follow another. */
export const spaced = (tokens: readonly Token[]): readonly Token[] =>
  tokens.map((token, index) => (index === 0 ? { ...token, isSpaced: true } : token));

/** The tokens as they stand within a sentence: "The logo" is "the logo". */
export function lowered([first, ...more]: readonly Token[]): readonly Token[] {
  if (first === undefined) return [];
  const isSmall = first.kind === 'word' && smalls.has(first.word);
  return [{ ...first, text: isSmall ? first.text.toLowerCase() : first.text, isSpaced: true }, ...more];
}

export function firstSlots(phrases: readonly Phrase[], clause: readonly Token[]): Slots | null {
  for (const phrase of phrases) {
    const slots = matchPhrase(phrase, clause.slice(0, window));
    if (slots !== null) return slots;
  }
  return null;
}

export function asFix(clause: readonly Token[], confidence: number): ReadCommand {
  const colon: Token = { kind: 'symbol', text: ':', word: ':', isSpaced: false };
  return { tokens: [wordToken('fix'), colon, ...lowered(clause)], confidence, isStatement: true };
}
