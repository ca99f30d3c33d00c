/*
 * What a token may begin and end with, and what parts it in its middle: the rules for English of spaCy
 * (https://spacy.io, MIT), with the classes of characters written out for Latin text.
 */
import { capitalLetters, escaped, letter, smallLetters } from './patterns.ts';

const quotes = '\'"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉';
const punctuation = '…,:;!?¿¡()[]{}<>_#*&。？！，、；：～·';
const icons = '™®©°§¶†‡•';
const currency = '\\$|£|€|¥|฿|US\\$|C\\$|A\\$|₽|₹|₩|₪|₺|₴|₦|₫|₱|₲|₵|₸|₼|₾|₿';
const units =
  'km|km²|km³|m|m²|m³|dm|dm²|dm³|cm|cm²|cm³|mm|mm²|mm³|ha|µm|nm|yd|in|ft|kg|g|mg|µg|t|lb|oz|m/s|km/h' +
  '|kmh|mph|hPa|Pa|mbar|mb|MB|kb|KB|gb|GB|tb|TB|T|G|M|K|%';

const each = (characters: string): string[] => [...characters].map(escaped);
const marks = ['…', '……', ...each(punctuation), '\\.\\.+', ...each(quotes)];

export const prefix = new RegExp(
  `^(?:${['§', '%', '=', '—', '–', '\\+(?![0-9])', ...marks, currency, ...each(icons)].join('|')})`,
  'u',
);

export const suffix = new RegExp(
  `(?:${[
    ...marks,
    ...each(icons),
    ...["'s", "'S", '’s', '’S', '—', '–', '(?<=[0-9])\\+', '(?<=°[FfCcKk])\\.'],
    `(?<=[0-9])(?:${currency})`,
    `(?<=[0-9])(?:${units})`,
    `(?<=[0-9${smallLetters}%²\\-+${escaped(punctuation)}${escaped(quotes)}])\\.`,
    `(?<=[${capitalLetters}][${capitalLetters}])\\.`,
  ].join('|')})$`,
  'u',
);

const beforeSign = '(?<=[\\p{L}\\p{N}])';

export const infix = new RegExp(
  [
    '\\.\\.+',
    '…',
    ...each(icons),
    '(?<=[0-9])[+\\-*^](?=[0-9\\-])',
    `(?<=[${smallLetters}${escaped(quotes)}])\\.(?=[${capitalLetters}${escaped(quotes)}])`,
    `(?<=${letter}),(?=${letter})`,
    `${beforeSign}(?:-|–|—|--|---|——|~)(?=${letter})`,
    `${beforeSign}[:<>=/](?=${letter})`,
  ].join('|'),
  'gu',
);

export const address = new RegExp(
  [
    '^(?:(?:https?|ftp)://|www\\.)\\S+$',
    '^[\\p{L}\\p{N}_.+\\-]+@[\\p{L}\\p{N}_\\-]+(?:\\.[\\p{L}\\p{N}_\\-]+)+$',
    '^(?:[\\p{L}\\p{N}_\\-]+\\.)+(?:com|org|net|edu|gov|io|co|uk|de|fr|info|biz|us|ca|au|tv|me|ly|ai)(?:/\\S*)?$',
  ].join('|'),
  'iu',
);
