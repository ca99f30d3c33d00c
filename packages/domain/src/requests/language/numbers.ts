import type { Token } from './tokens.ts';

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(
  ' ',
);

export interface ReadNumber {
  value: number;
  /** How many tokens it takes. */
  length: number;
}

/** The number that is written or spoken at a place: "12", "twelve", "twenty-one", "one hundred and four". */
export function readNumber(tokens: readonly Token[], at: number): ReadNumber | null {
  const token = tokens[at];
  if (token?.kind === 'number') return { value: Number(token.text.slice(0, 9)), length: 1 };
  if (token?.kind !== 'word') return null;
  const first = belowHundred(tokens, at);
  if (first === null || tokens[at + first.length]?.word !== 'hundred') return first;
  const next = at + first.length + 1;
  const skip = tokens[next]?.word === 'and' ? 1 : 0;
  const rest = belowHundred(tokens, next + skip);
  const length = first.length + 1;
  if (rest === null) return { value: first.value * 100, length };
  return { value: first.value * 100 + rest.value, length: length + skip + rest.length };
}

function belowHundred(tokens: readonly Token[], at: number): ReadNumber | null {
  const [word = '', joined] = (tokens[at]?.word ?? '').split('-');
  const ten = tens.indexOf(word);
  if (ten < 0) {
    const value = joined === undefined ? small.indexOf(word) : -1;
    return value < 0 ? null : { value, length: 1 };
  }
  const one = small.indexOf(joined ?? tokens[at + 1]?.word ?? '');
  if (one < 1 || one > 9) return joined === undefined ? { value: (ten + 2) * 10, length: 1 } : null;
  return { value: (ten + 2) * 10 + one, length: joined === undefined ? 2 : 1 };
}

/** "second" and "2nd" are 2, "last" is -1; null for a word that gives no place. */
export function readOrdinal(word: string): number | null {
  if (word === 'last') return -1;
  const [, digits] = /^(\d{1,3})(?:st|nd|rd|th)$/.exec(word) ?? [];
  if (digits !== undefined) return Number(digits);
  const index = ordinals.indexOf(word);
  return index < 0 ? null : index + 1;
}
