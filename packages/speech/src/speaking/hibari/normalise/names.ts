import { ordinal } from '../lexicon/number-words.ts';
import { oneOf } from '../tokens/patterns.ts';
import { type Rule, rule, type WordTables, wordEnd, wordStart } from './tables.ts';

/** Words of their own as well, so they stand for something longer only before a number: "no. 5", but "He says no." */
const wordsToo: ReadonlySet<string> = new Set(
  'no. nos. fig. Fig. ch. Ch. ed. est. Mar. Sat. Sun. Wed.'.split(' '),
);

/** Titles before names and abbreviations, written out; one that ends the text keeps its full stop. */
export function shortForms({ titles, abbreviations }: WordTables): Rule[] {
  return [
    rule(
      `${wordStart}(?<title>${oneOf(Object.keys(titles))})\\.? (?=[A-Z])`,
      ({ groups: { title = '' } }) => `${titles[title] ?? title} `,
    ),
    rule(`(?<![\\p{L}\\p{N}_.])(?:${oneOf(Object.keys(abbreviations))})${wordEnd}`, ({ all, rest }) => {
      if (wordsToo.has(all) && !/^ ?[0-9]/.test(rest)) return null;
      return `${abbreviations[all] ?? all}${rest === '' && all.endsWith('.') ? '.' : ''}`;
    }),
    rule(`${wordStart}(?<word>Nos?)\\. ?(?=[0-9])`, ({ groups: { word } }) =>
      word === 'No' ? 'Number ' : 'Numbers ',
    ),
    rule('(?<![\\p{L}\\p{N}_&])#(?=[0-9])', () => 'number '),
  ];
}

const numeral =
  '(?<numeral>(?=[IVXLC])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))' +
  `${wordEnd}(?![.'’][\\p{L}\\p{N}_])`;

/** Roman numerals, only after words that they stand after. */
export function romanNumerals({ roman_cardinal, roman_ordinal }: WordTables): Rule[] {
  return [
    rule(
      `${wordStart}(?<name>${oneOf(roman_cardinal)}) ${numeral}`,
      ({ groups: { name, numeral: digits = '' } }) => `${name} ${romanValue(digits)}`,
    ),
    rule(
      `${wordStart}(?<name>${oneOf(roman_ordinal)}) ${numeral}`,
      ({ groups: { name, numeral: digits = '' } }) => `${name} the ${ordinal(String(romanValue(digits)))}`,
    ),
  ];
}

const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

const romanValue = (digits: string): number =>
  [...digits].reduce((sum, digit, index) => {
    const value = values[digit] ?? 0;
    return sum + (value < (values[digits[index + 1] ?? ''] ?? 0) ? -value : value);
  }, 0);
