import { escaped } from '../tokens/patterns.ts';
import { romanNumerals, shortForms } from './names.ts';
import { measures, money, phones, ranges } from './quantities.ts';
import { type Rule, rule, type WordTables } from './tables.ts';
import { clockTimes, dates, fractions } from './times.ts';

const squeeze: Rule = (text) => text.replace(/\s+/g, ' ').trim();
const plainSigns: Rule = (text) =>
  text.replaceAll('\u00a0', ' ').replaceAll('’', "'").replaceAll('‒', '-').replaceAll('―', '—');
const signedNumbers: Rule = rule('(?<![\\p{L}\\p{N}_+])\\+(?=[0-9])', () => 'plus ');
const marksWithoutSpace: Rule = (text) => text.replace(/ +([,.;:!?])/g, '$1');

/** Writes out what the rules for words cannot read: times, dates, units, money, abbreviations, signs. */
export function createNormaliser(tables: WordTables): Rule {
  const { inDigits, byName } = dates(tables);
  const [inScale = squeeze, ...otherMoney] = money(tables);
  const rules: readonly Rule[] = [
    ...[squeeze, plainSigns, clockTimes, ...inDigits, inScale, ...otherMoney, ...measures(tables)],
    ...[...byName, ...shortForms(tables), ...romanNumerals(tables), phones, fractions(tables), ranges],
    ...[signedNumbers, ...signs(tables), squeeze, marksWithoutSpace, squeeze],
  ];
  return (text) => rules.reduce((written, write) => write(written), text);
}

/** Comparisons are said only between two things. */
function signs({ symbols }: WordTables): Rule[] {
  return Object.entries(symbols).map(([sign, word]) =>
    rule('=<>~'.includes(sign) ? `(?<=\\S) ?${sign} ?(?=\\S)` : escaped(sign), () =>
      word === '' ? ' ' : ` ${word} `,
    ),
  );
}
