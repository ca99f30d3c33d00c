/*
 * Words as they are compared for a word error rate. Both texts go through the same: lower case; contractions written
 * out ("I'm" is "i am"); accents and other apostrophes away; what is in brackets away (it describes a sound); "#" and "*" as "pound" and "star", as they are
 * read; numbers in words as digits, one for each word (so "forty two" and "42" are both "42", "one two" is "1" and
 * "2"); hyphens and all other signs as spaces; single letters that follow each other as one word ("I A X" is "iax").
 */
const units = 'zero one two three four five six seven eight nine'.split(' ');
const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const small = new Map([...units, ...teens].map((word, value): [string, number] => [word, value]));
const round = new Map(tens.map((word, index): [string, number] => [word, (index + 2) * 10]));
const scales = new Map([
  ['hundred', 100],
  ['thousand', 1000],
]);

/** Spellings of one and the same spoken word. */
const same = new Map([
  ...Object.entries({ ok: 'okay', voicemail: 'voice mail', logon: 'log on', touchtone: 'touch tone' }),
  ...Object.entries({ login: 'log in', checkout: 'check out' }),
  ...Object.entries({ mister: 'mr', thru: 'through', canceled: 'cancelled', dialled: 'dialed' }),
]);

const written: Record<string, string> = { m: 'am', re: 'are', ve: 'have', ll: 'will', d: 'would' };

export function comparableWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\[[^\]]*\]|\([^)]*\)|<[^>]*>/g, ' ')
    .replace(/#/g, ' pound ')
    .replace(/\*/g, ' star ')
    .replace(/’/g, "'")
    .replace(/\b(won|can)'t\b/g, (_, verb: string) => (verb === 'won' ? 'will not' : 'can not'))
    .replace(/n't\b/g, ' not')
    .replace(/\bcannot\b/g, 'can not')
    .replace(/'(m|re|ve|ll|d)\b/g, (_, end: string) => ` ${written[end] ?? ''}`)
    .replace(/\b(it|that|there|he|she|what|here)'s\b/g, '$1 is')
    .replace(/'/g, '')
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/(\d)(st|nd|rd|th)\b/g, '$1')
    .replace(/[^a-z0-9]+/g, ' ');
  const words = plain.split(' ').flatMap((word) => (same.get(word) ?? word).split(' '));
  return joinLetters(digits(words.filter((word) => word !== '')));
}

function digits(words: readonly string[]): string[] {
  const out: string[] = [];
  let at = 0;
  while (at < words.length) {
    const [value, used] = numberAt(words, at);
    if (used === 0) out.push(words[at] ?? '');
    else out.push(String(value));
    at += Math.max(1, used);
  }
  return out;
}

/** The number that begins at a word, and how many words it takes; none where it takes 0. */
function numberAt(words: readonly string[], start: number): [value: number, used: number] {
  let [value, used] = belowHundred(words, start);
  if (used === 0) return [0, 0];
  for (;;) {
    const scale = scales.get(words[start + used] ?? '');
    if (scale === undefined) return [value, used];
    const [more, moreUsed] = belowHundred(words, start + used + 1);
    value = value * scale + more;
    used += 1 + moreUsed;
  }
}

function belowHundred(words: readonly string[], at: number): [value: number, used: number] {
  const word = words[at] ?? '';
  const plain = small.get(word);
  if (plain !== undefined) return [plain, 1];
  const ten = round.get(word);
  if (ten === undefined) return [0, 0];
  const unit = small.get(words[at + 1] ?? '');
  return unit === undefined || unit === 0 || unit > 9 ? [ten, 1] : [ten + unit, 2];
}

function joinLetters(words: readonly string[]): string[] {
  const out: string[] = [];
  let isSpelling = false;
  for (const word of words) {
    const isLetter = /^[a-z]$/.test(word);
    if (isLetter && isSpelling) out.push(`${out.pop() ?? ''}${word}`);
    else out.push(word);
    isSpelling = isLetter;
  }
  return out;
}

export interface WordErrors {
  words: number;
  errors: number;
}

/** How many words were replaced, left out or put in (Levenshtein distance). */
export function countWordErrors(said: string, heard: string): WordErrors {
  const [wanted, got] = [comparableWords(said), comparableWords(heard)];
  let row = got.map((_, index) => index + 1);
  row.unshift(0);
  for (const [index, word] of wanted.entries()) {
    const next = [index + 1];
    for (const [at, other] of got.entries()) {
      const replaced = (row[at] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return { words: wanted.length, errors: row.at(-1) ?? 0 };
}

export const addErrors = (all: readonly WordErrors[]): WordErrors =>
  all.reduce((a, b) => ({ words: a.words + b.words, errors: a.errors + b.errors }), { words: 0, errors: 0 });

export const shareOf = ({ words, errors }: WordErrors): string =>
  `${((100 * errors) / Math.max(1, words)).toFixed(1)} %`;
