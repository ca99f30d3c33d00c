import { oneOf } from '../tokens/patterns.ts';
import { alone, amount, countForm, type Rule, rule, type WordTables, wordEnd } from './tables.ts';

const scale = 'hundred|thousand|million|billion|trillion|[kKmMbB](?![\\p{L}\\p{N}_])';
const shortScales: Readonly<Record<string, string>> = { k: 'thousand', m: 'million', b: 'billion' };
const scaleName = (name: string): string => shortScales[name.toLowerCase()] ?? name;

/** Money in currencies that the lexicon does not read, and in round millions. */
export function money({ currency }: WordTables): Rule[] {
  const words = (sign: string): readonly [string, string] => currency[sign.replace(/\.$/, '')] ?? ['', ''];
  return [
    rule(
      `(?<sign>[$£€])(?<count>${amount})\\s?(?<scale>${scale})`,
      ({ groups: { sign = '', count = '', scale: big = '' } }) =>
        `${count} ${scaleName(big)} ${words(sign)[1]}`,
    ),
    rule(
      `${alone}(?<count>${amount})\\s?¢`,
      ({ groups: { count = '' } }) => `${count} ${countForm(count, words('¢'))}`,
    ),
    rule(
      `(?<![\\p{L}\\p{N}_])(?<sign>[¥₹₩]|Rs\\.?|USD|EUR|GBP)\\s?(?<count>${amount})(?:\\s?(?<scale>${scale}))?`,
      ({ groups: { sign = '', count = '', scale: big } }) =>
        big === undefined
          ? `${count} ${countForm(count, words(sign))}`
          : `${count} ${scaleName(big)} ${words(sign)[1]}`,
    ),
  ];
}

/** Degrees, and numbers with a unit. */
export function measures({ units }: WordTables): Rule[] {
  return [
    rule(`${alone}(?<count>-?${amount})\\s?°\\s?(?<of>[CF])?${wordEnd}`, ({ groups: { count = '', of } }) => {
      const degrees = `${count} ${countForm(count, ['degree', 'degrees'])}`;
      return of === undefined ? degrees : `${degrees} ${of === 'C' ? 'Celsius' : 'Fahrenheit'}`;
    }),
    rule(
      `${alone}(?<count>-?${amount})\\s?(?<unit>${oneOf(Object.keys(units))})${wordEnd}`,
      ({ groups: { count = '', unit = '' } }) => `${count} ${countForm(count, units[unit] ?? [unit, unit])}`,
    ),
  ];
}

/** Telephone numbers digit by digit, and "7-9" as "7 to 9". */
export const phones: Rule = rule(
  '(?<![\\p{L}\\p{N}_.\\-])(?:[0-9]{3}-)?[0-9]{3}-[0-9]{4}(?![\\p{L}\\p{N}_.\\-])',
  ({ all }) => [...all.replaceAll('-', ', ')].join(' '),
);
export const ranges: Rule = rule(
  '(?<![\\p{L}\\p{N}_.\\-])(?<from>[0-9]{1,4})\\s?[-–]\\s?(?<to>[0-9]{1,4})(?![\\p{L}\\p{N}_.\\-%])',
  ({ groups: { from = '', to = '' } }) => `${from} to ${to}`,
);
