import { lead, tail } from './grammar/answers.ts';
import { readNumber, readOrdinal } from './language/numbers.ts';
import { saysAny } from './language/phrases.ts';
import type { Token } from './language/tokens.ts';

/** The places of "2", "the second", "first and third", "the last one"; null when the words give none. */
export function placesIn(words: readonly Token[], count: number): number[] | null {
  const places: number[] = [];
  for (let at = 0; at < words.length; ) {
    const token = words[at];
    if (token === undefined) break;
    const number = readNumber(words, at);
    const ordinal = readOrdinal(token.word);
    const hash = /^#(\d{1,3})$/.exec(token.text)?.[1];
    const isTail = saysAny(tail, [token]) && places.length > 0;
    if (ordinal !== null) places.push(ordinal < 0 ? count - 1 : ordinal - 1);
    else if (hash !== undefined) places.push(Number(hash) - 1);
    else if (number !== null && !isTail) places.push(number.value - 1);
    else if (
      !lead.has(token.word) &&
      !isTail &&
      token.word !== 'and' &&
      token.word !== 'or' &&
      token.word !== 'of' &&
      token.word !== 'them'
    )
      return null;
    at += number?.length ?? 1;
  }
  const isValid = places.length > 0 && places.every((place) => place >= 0 && place < count);
  return isValid ? [...new Set(places)] : null;
}
