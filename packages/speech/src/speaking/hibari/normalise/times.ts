import { cardinal, ordinal } from '../lexicon/number-words.ts';
import { oneOf } from '../tokens/patterns.ts';
import { type Match, type Rule, rule, type WordTables, wordEnd, wordStart } from './tables.ts';

/** "9:30am", "14:05", "1:02:03". */
export const clockTimes: Rule = rule(
  `${wordStart}(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2}))?` +
    '(?:\\s?(?<half>[AaPp])\\.?[Mm]\\.?(?![A-Za-z]))?(?![0-9])',
  ({ groups: { hour = '', minute = '', second, half }, rest }) => {
    if (Number(hour) > 24 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
    const hasMore = half !== undefined || second !== undefined;
    const parts = [cardinal(hour), ...minuteWords(minute, hasMore)];
    if (second !== undefined)
      parts.push('and', cardinal(second), Number(second) === 1 ? 'second' : 'seconds');
    // With dots, so that the letters are spelled.
    if (half !== undefined) parts.push(`${half.toUpperCase()}.M${rest.startsWith('.') ? '' : '.'}`);
    return parts.join(' ');
  },
);

function minuteWords(minute: string, hasMore: boolean): string[] {
  if (Number(minute) === 0) return hasMore ? [] : ["o'clock"];
  return Number(minute) < 10 ? ['oh', cardinal(minute)] : [cardinal(minute)];
}

/** Dates in digits, and with the name of a month. */
export function dates({ months }: WordTables): { inDigits: Rule[]; byName: Rule[] } {
  const names = Object.values(months);
  const full = (month: string): string => months[month.toLowerCase().slice(0, 3)] ?? month;
  const date = (year: string | null, month: number, day: number): string | null => {
    const name = names[month - 1];
    if (name === undefined || day < 1 || day > 31) return null;
    return `${name} ${ordinal(String(day))}${year === null ? '' : `, ${year}`}`;
  };
  const short = Object.keys(months).map((name) => name.slice(0, 1).toUpperCase() + name.slice(1));
  const anyMonth = oneOf([...names, ...short, 'Sept']);
  const isDay = (day = ''): boolean => Number(day) >= 1 && Number(day) <= 31;
  const american = ({ groups: { a = '', b = '', year = '' } }: Match): string | null => {
    const whole = year.length === 4 ? year : `${Number(year) > 30 ? '19' : '20'}${year}`;
    const [month, day] = Number(a) <= 12 ? [a, b] : [b, a];
    return date(whole, Number(month), Number(day));
  };
  return {
    inDigits: [
      rule(
        `${wordStart}(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})${wordEnd}`,
        ({ groups: { year = '', month, day } }) => date(year, Number(month), Number(day)),
      ),
      rule(`${wordStart}(?<a>[0-9]{1,2})/(?<b>[0-9]{1,2})/(?<year>[0-9]{4}|[0-9]{2})${wordEnd}`, american),
    ],
    byName: [
      rule(
        `${wordStart}(?<month>${anyMonth})\\.? (?<day>[0-9]{1,2})(?:st|nd|rd|th)?${wordEnd}(?![0-9:%])(?<year>,? [0-9]{4}${wordEnd})?`,
        ({ groups: { month = '', day = '', year = '' } }) =>
          isDay(day) ? `${full(month)} ${ordinal(day)}${year}` : null,
      ),
      rule(
        `${wordStart}(?:the )?(?<day>[0-9]{1,2}) (?:of )?(?<month>${anyMonth})${wordEnd}\\.?`,
        ({ groups: { month = '', day = '' } }) =>
          isDay(day) ? `the ${ordinal(day)} of ${full(month)}` : null,
      ),
    ],
  };
}

const fractionNames = '- - half third quarter fifth sixth seventh eighth ninth tenth'.split(' ');

/** "3/4" is a fraction, "12/25" a day, "16/20" neither. */
export function fractions({ months }: WordTables): Rule {
  const names = Object.values(months);
  return rule(
    '(?<![\\p{L}\\p{N}_./])(?<a>[0-9]{1,2})/(?<b>[0-9]{1,2})(?![\\p{L}\\p{N}_./])',
    ({ groups: { a = '', b = '' } }) => {
      const [part, whole] = [Number(a), Number(b)];
      const name = fractionNames[whole];
      if (part > 0 && part < whole && name !== undefined) {
        if (name === 'half') return 'one half';
        return `${part} ${name}${part === 1 ? '' : 's'}`;
      }
      const month = names[part - 1];
      return month !== undefined && whole >= 1 && whole <= 31
        ? `${month} ${ordinal(String(whole))}`
        : `${part} slash ${whole}`;
    },
  );
}
