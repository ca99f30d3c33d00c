import { isDigits } from './characters.ts';
import { readInflected, withEd, withIng, withS } from './endings.ts';
import { cardinal, decimal, ordinal, spelled, year } from './number-words.ts';
import { plainly, type WordList } from './word-list.ts';

/** A number as it stands in a text, with what is written at its ends: "-5", "21st", "1990s", "1,234.50". */
export interface WrittenNumber {
  text: string;
  currency: string | null;
  /** Whether a word begins with it; within a word ("HTTP2", "v2.0.1") it is read shorter. */
  isHead: boolean;
}

export const currencies: Readonly<Record<string, readonly [string, string]>> = {
  $: ['dollar', 'cent'],
  '£': ['pound', 'pence'],
  '€': ['euro', 'cent'],
};

const ordinalEndings: ReadonlySet<string> = new Set(['st', 'nd', 'rd', 'th']);

export function isNumber(word: string, isHead: boolean): boolean {
  if (!/[0-9]/.test(word)) return false;
  const bare = word.replace(/(?:ing|'d|ed|'s|st|nd|rd|th|s)$/, '');
  return (isHead ? /^-?[0-9,.]*$/ : /^[0-9,.]*$/).test(bare);
}

/** The sounds of a number; null where it says nothing. */
export function readNumber(list: WordList, written: WrittenNumber): string | null {
  const ending = /[a-z']+$/.exec(written.text)?.[0] ?? '';
  const bare = ending === '' ? written.text : written.text.slice(0, -ending.length);
  const isNegative = bare.startsWith('-');
  const text = isNegative ? bare.slice(1) : bare;
  const words = wordsOf({ ...written, text }, ending, isNegative).split(/[^a-zA-Z]+/);
  const sounds = (isNegative ? ['minus', ...words] : words)
    .map((word) => readPart(list, word))
    .filter((sound) => sound);
  return sounds.length === 0 ? null : withEnding(sounds.join(' '), ending);
}

function readPart(list: WordList, word: string): string | null {
  const asked = { ...plainly, stress: unstressed.has(word) ? -2 : null };
  return list.isKnown(word) ? list.lookUp(word, asked) : readInflected(list, word, asked);
}

/** "O" is the zero of "one oh five". */
const unstressed: ReadonlySet<string> = new Set(['point', 'O']);

function withEnding(sounds: string, ending: string): string {
  if (ending === 's' || ending === "'s") return withS(sounds);
  if (ending === 'ed' || ending === "'d") return withEd(sounds);
  return ending === 'ing' ? withIng(sounds) : sounds;
}

function wordsOf({ text, currency, isHead }: WrittenNumber, ending: string, isNegative: boolean): string {
  const unit = currency === null ? undefined : currencies[currency];
  if (isDigits(text) && ordinalEndings.has(ending)) return ordinal(text);
  if (!isNegative && text.length === 4 && unit === undefined && isDigits(text)) return year(text);
  const plain = text.replaceAll(',', '');
  if (!isHead && !text.includes('.')) return withinWord(plain);
  if (!isHead || text.split('.').length > 2) return version(plain);
  if (unit !== undefined && /^[^.]*(?:\.[^.]{0,2})?$/.test(text)) return amount(plain, unit);
  if (!plain.includes('.')) return ordinalEndings.has(ending) ? ordinal(plain) : cardinal(plain);
  return plain.startsWith('.') ? `point ${spelled(plain.slice(1))}` : decimal(plain);
}

function withinWord(digits: string): string {
  if (digits.startsWith('0') || digits.length > 3) return spelled(digits);
  if (digits.length !== 3 || digits.endsWith('00')) return cardinal(digits);
  const [first = ''] = digits;
  const rest = digits[1] === '0' ? `O ${cardinal(digits.slice(2))}` : cardinal(digits.slice(1));
  return `${cardinal(first)} ${rest}`;
}

function version(text: string): string {
  const isSpelled = (part: string): boolean =>
    part.startsWith('0') || (part.length !== 2 && /[1-9]/.test(part.slice(1)));
  return text
    .split('.')
    .filter((part) => part !== '')
    .map((part) => (isSpelled(part) ? spelled(part) : cardinal(part)))
    .join(' ');
}

function amount(text: string, [unit, part]: readonly [string, string]): string {
  const [whole = '', rest = ''] = text.split('.').map((digits) => digits.replace(/^0+/, ''));
  const named = (digits: string, name: string): string => {
    const isOne = digits === '1';
    return `${cardinal(digits || '0')} ${isOne || name === 'pence' ? name : `${name}s`}`;
  };
  if (rest === '') return named(whole, unit);
  return whole === '' ? named(rest, part) : `${named(whole, unit)} and ${named(rest, part)}`;
}
