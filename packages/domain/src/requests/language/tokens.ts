import { expandWord } from './contractions.ts';

export type TokenKind = 'word' | 'number' | 'key' | 'mention' | 'path' | 'quote' | 'symbol' | 'break';

/** A word of what was said, or something that counts as one: a quote, a path, an address, a task key. */
export interface Token {
  readonly kind: TokenKind;
  /** As it was written. */
  readonly text: string;
  /** As patterns see it: small, contractions written out. */
  readonly word: string;
  /** Whether a space stands before it. */
  readonly isSpaced: boolean;
}

/** Bounded repeats keep every shape linear: a longer run is read in pieces. */
const shapes: readonly (readonly [TokenKind | 'space', string])[] = [
  ['break', String.raw`\n+`],
  ['space', String.raw`[^\S\n]+`],
  ['quote', '```[^]*?```|`[^`\\n]+`|"[^"\\n]+"'],
  ['quote', String.raw`(?<![\p{L}\p{N}])'[^'\n]+'(?![\p{L}\p{N}])`],
  ['quote', String.raw`https?:\/\/\S{0,2000}[\p{L}\p{N}/]`],
  ['quote', String.raw`[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{0,60}\w`],
  ['word', String.raw`(?:e\.g\.|i\.e\.|etc\.|vs\.)`],
  ['path', String.raw`[\w@.~-]{0,100}\/[\w@.*/:{}[\]-]{0,200}[\w*}\]/]`],
  ['mention', String.raw`@[\w-]+`],
  ['key', String.raw`#\d{1,9}(?![\p{L}\p{N}])`],
  ['path', String.raw`\.?[\w-]{1,80}(?:\.[\w-]{1,80}){1,8}(?<!\.[A-Z][a-z]{1,80})`],
  ['word', String.raw`[\p{L}\p{N}\p{M}_]+(?:['-][\p{L}\p{N}\p{M}_]+)*`],
  ['symbol', String.raw`\.{2,}|[^]`],
];
const scan = new RegExp(shapes.map(([, source]) => `(${source})`).join('|'), 'gu');

/** The tokens of a tidy text. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let isSpaced = false;
  for (const match of text.matchAll(scan)) {
    const shape = shapes.findIndex((_shape, index) => match[index + 1] !== undefined);
    const kind = shapes[shape]?.[0] ?? 'symbol';
    if (kind !== 'space') tokens.push(...tokensOf(kind, match[0], isSpaced));
    isSpaced = kind === 'space' || kind === 'break';
  }
  return tokens;
}

function tokensOf(kind: TokenKind, text: string, isSpaced: boolean): Token[] {
  if (kind !== 'word') return [{ kind, text, word: text.toLowerCase(), isSpaced }];
  if (/^\d+$/.test(text)) return [{ kind: 'number', text, word: text, isSpaced }];
  return expandWord(text).map(([part, word], index) => ({
    kind,
    text: part,
    word,
    isSpaced: isSpaced && index === 0,
  }));
}

export function wordToken(text: string, isSpaced = true): Token {
  return { kind: 'word', text, word: text.toLowerCase(), isSpaced };
}

/** The text of some tokens, on one line unless it has breaks of its own. */
export function render(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) text += (token.isSpaced && text !== '' ? ' ' : '') + token.text;
  return text.trim();
}

export const isSymbol = (token: Token | undefined, ...symbols: string[]): boolean =>
  token?.kind === 'symbol' && (symbols.length === 0 || symbols.includes(token.text));

/** Whether a token says something: anything but marks. */
export const isSaid = (token: Token): boolean => token.kind !== 'symbol' && token.kind !== 'break';

/** Without marks at either end. */
export function trimMarks(tokens: readonly Token[]): readonly Token[] {
  let start = 0;
  let end = tokens.length;
  while (start < end && isEdgeMark(tokens[start])) start++;
  while (end > start && isEdgeMark(tokens[end - 1])) end--;
  return tokens.slice(start, end);
}

function isEdgeMark(token: Token | undefined): boolean {
  if (token?.kind === 'break') return true;
  return token?.kind === 'symbol' && /^[.,;:!?\s-]+$/.test(token.text);
}
