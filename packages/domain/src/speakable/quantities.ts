const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

const count = (number: string, one: string): string => `${number} ${one}${number === '1' ? '' : 's'}`;

const before = '(?<![\\p{L}\\p{N}_.,:/-])';
const after = '(?![\\p{L}\\p{N}_]|[.:/-][\\p{L}\\p{N}])';
const number = '\\d{1,15}(?:[.,]\\d{1,9}){0,4}';

const units: Readonly<Record<string, string>> = {
  ms: 'millisecond',
  s: 'second',
  sec: 'second',
  secs: 'second',
  m: 'minute',
  min: 'minute',
  mins: 'minute',
  h: 'hour',
  hr: 'hour',
  hrs: 'hour',
  d: 'day',
  B: 'byte',
  kB: 'kilobyte',
  KB: 'kilobyte',
  kb: 'kilobyte',
  MB: 'megabyte',
  GB: 'gigabyte',
  TB: 'terabyte',
  KiB: 'kibibyte',
  MiB: 'mebibyte',
  GiB: 'gibibyte',
  TiB: 'tebibyte',
};
const unitNames = Object.keys(units)
  .sort((a, b) => b.length - a.length)
  .join('|');

const quantity = new RegExp(`${before}(${number})\\s?(${unitNames}|µs)${after}`, 'gu');
/** "1h05m" and "3m 12s" */
const composed = new RegExp(
  `${before}(?=\\d{1,6}(?:d|h|m|min)\\s?\\d)(?:(\\d{1,6})d\\s?)?(?:(\\d{1,6})h\\s?)?(?:(\\d{1,6})m(?:in)?\\s?)?(?:(\\d{1,6}(?:\\.\\d{1,3})?)s)?${after}`,
  'gu',
);
const stamp = new RegExp(
  `${before}(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::\\d{2}(?:\\.\\d{1,9})?)?(?:Z|\\s?UTC|[+-]\\d{2}:?\\d{2})?)?(?![\\p{L}\\p{N}_])`,
  'gu',
);
const halfDay =
  /(?<![\p{L}\p{N}_:.])(\d{1,2}(?::\d{2})?)\s?([AaPp])\.?[Mm](?:\.(?=\s+\p{Ll}))?(?![\p{L}\p{N}_])/gu;
const percent = new RegExp(`(${number})\\s?%`, 'gu');
const share = new RegExp(`${before}(\\d{1,6})/(\\d{1,6})${after}`, 'gu');
const times = new RegExp(`${before}(${number})\\s?[x×]${after}`, 'gu');
const version = new RegExp(`${before}(v(?:ersion)?\\s?)?(\\d{1,6}(?:\\.\\d{1,6}){1,4})${after}`, 'giu');

/** Times, sizes, dates, shares and versions in words, their numbers in digits: what speaks can read those. */
export const sayQuantities = (line: string): string =>
  line
    .replace(stamp, sayStamp)
    .replace(halfDay, (_, time: string, half: string) => `${time} ${half.toUpperCase()}M`)
    .replace(percent, '$1 percent')
    .replace(share, (all, part: string, whole: string) =>
      Number(part) <= Number(whole) ? `${part} of ${whole}` : all,
    )
    .replace(composed, sayComposed)
    .replace(quantity, (all, size: string, unit: string) => {
      const name = unit === 'µs' ? 'microsecond' : units[unit];
      return name === undefined ? all : count(size, name);
    })
    .replace(times, '$1 times')
    .replace(version, sayVersion)
    .replace(/\b(version) version (?=\d)/gi, '$1 ');

function sayStamp(
  all: string,
  year: string,
  month: string,
  day: string,
  hour?: string,
  minute?: string,
): string {
  const name = months[Number(month) - 1];
  if (name === undefined || Number(day) < 1 || Number(day) > 31) return all;
  const time = hour === undefined ? '' : ` at ${Number(hour)}:${minute}`;
  return `${name} ${Number(day)}, ${year}${time}`;
}

function sayComposed(all: string, ...groups: (string | undefined)[]): string {
  const parts = ['day', 'hour', 'minute', 'second'].flatMap((unit, index) => {
    const value = groups[index]?.replace(/^0+(?=\d)/, '');
    return value === undefined ? [] : [count(value, unit)];
  });
  if (parts.length < 2) return all;
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}${/\s$/.test(all) ? ' ' : ''}`;
}

/** A number with one point is a decimal unless it is called a version. */
function sayVersion(all: string, name: string | undefined, digits: string): string {
  const parts = digits.split('.');
  if (name === undefined && parts.length < 3) return all;
  const lead = name === undefined ? '' : 'version ';
  return `${lead}${parts.join(' point ')}`;
}
