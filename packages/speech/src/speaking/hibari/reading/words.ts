import { isLetters } from '../lexicon/characters.ts';
import { currencies } from '../lexicon/spoken-number.ts';
import { capitalLetters, letter, smallLetters } from '../tokens/patterns.ts';
import type { Token } from './token.ts';

/** Tokens without a space between them, to be read together where they make a known word. */
export type Word = [Token, ...Token[]];

const innerApostrophe = `(?:['‘’]${letter})*`;
/** "camelCase", "HTTP2" and "snake_case" as the parts that are said. */
const subtoken = new RegExp(
  [
    "^['‘’]+",
    `[${capitalLetters}](?=[${capitalLetters}][${smallLetters}])`,
    '(?:^-)?(?:\\p{Nd}?[,.]?\\p{Nd})+',
    '[-_]+',
    "['‘’]{2,}",
    `${letter}*?${innerApostrophe}?[${smallLetters}](?=[${capitalLetters}])`,
    `${letter}+${innerApostrophe}`,
    "[^\\p{L}\\p{N}_\\-'‘’]",
    "['‘’]+$",
  ].join('|'),
  'gu',
);

const said = ';:,.!?—…"“”';
const silentTags: ReadonlySet<string> = new Set([
  '.',
  ',',
  '-LRB-',
  '-RRB-',
  '``',
  '""',
  "''",
  ':',
  '$',
  '#',
  'NFP',
]);
const tagSounds: Readonly<Record<string, string>> = {
  '-LRB-': '(',
  '-RRB-': ')',
  '``': '“',
  '""': '”',
  "''": '”',
};

const partsOf = ({ text }: Token): string[] => {
  const parts = text.match(subtoken);
  return parts === null ? [text] : [...parts];
};

/** Parts tokens further, reads the marks among them, and gathers what stands together. */
export function toWords(tokens: readonly Token[]): Word[] {
  const words: Word[] = [];
  const money = new MoneySign();
  let isOpen = false;
  for (const [index, token] of tokens.entries()) {
    const texts = partsOf(token);
    for (const [at, text] of texts.entries()) {
      const isLast = at === texts.length - 1;
      const part = { ...token, text, isSpaced: isLast && token.isSpaced };
      const isEnd = isLast && tokens[index + 1]?.tag !== 'CD';
      part.phonemes = markSound(part) ?? money.see(part, isEnd);
      if (part.phonemes === null && isTwoBetweenWords(texts, at)) part.alias = 'to';
      isOpen = add(words, part, isOpen);
    }
  }
  return words;
}

/** Says whether the next part may belong to the same word. */
function add(words: Word[], part: Token, isOpen: boolean): boolean {
  const isAlone = part.phonemes !== null || part.alias !== null;
  const last = words.at(-1);
  if (isAlone || !isOpen || last === undefined) words.push([part]);
  else last.push({ ...part, isHead: false });
  return !isAlone && !part.isSpaced;
}

function markSound({ text, tag }: Token): string | null {
  if (tag === '$' && Object.hasOwn(currencies, text)) return null;
  if (tag === ':' && (text === '-' || text === '–')) return '—';
  if (!silentTags.has(tag) || /^[a-z]+$/i.test(text)) return null;
  return tagSounds[tag] ?? [...text].filter((character) => said.includes(character)).join('');
}

/** "door2door" */
const isTwoBetweenWords = (texts: readonly string[], at: number): boolean =>
  texts[at] === '2' && isLetters(`${texts[at - 1]?.at(-1) ?? '-'}${texts[at + 1]?.[0] ?? '-'}`);

/** Remembers a currency until its amount is over: "$3.20" is "three dollars and twenty cents". */
class MoneySign {
  #currency: string | null = null;

  /** The sign itself is silent. */
  see(part: Token, isEnd: boolean): string | null {
    if (part.tag === '$' && Object.hasOwn(currencies, part.text)) {
      this.#currency = part.text;
      return '';
    }
    if (this.#currency === null) return null;
    if (part.tag !== 'CD') this.#currency = null;
    else if (isEnd) part.currency = this.#currency;
    return null;
  }
}
