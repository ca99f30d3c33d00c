import { beginsCommand } from './commands.ts';
import { isSaid, isSymbol, type Token } from './tokens.ts';

export interface Sentence {
  tokens: readonly Token[];
  isQuestion: boolean;
}

/** The sentences of a text; each item of a list is one. Headings ("Please do the following:") say nothing. */
export function sentences(tokens: readonly Token[]): Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  const end = (at: number, next: number): void => {
    const sentence = tokens.slice(start, at);
    if (sentence.some(isSaid) && !isHeading(sentence, tokens[at]))
      found.push({ tokens: sentence, isQuestion: isSymbol(tokens[at], '?') });
    start = next;
  };
  start = bulletLength(tokens, 0);
  for (let at = start; at < tokens.length; at++) {
    const length = endLength(tokens, at, start);
    if (length === null) continue;
    end(at, at + length + bulletLength(tokens, at + length));
    at = start - 1;
  }
  end(tokens.length, tokens.length);
  return found;
}

const finals: ReadonlySet<string> = new Set(['.', '!', '?', ';', '...', '\u061F', '\u3002']);

/** How many tokens end the sentence here; null when it goes on. */
function endLength(tokens: readonly Token[], at: number, start: number): number | null {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token?.kind === 'break') return isSoftBreak(tokens, at) && at > start ? null : 1;
  if (token?.kind === 'symbol' && finals.has(token.text))
    return next === undefined || next.isSpaced || next.kind === 'break' || next.kind === 'symbol' ? 1 : null;
  if (isSymbol(token, ':') && (next === undefined || next.kind === 'break')) return 1;
  if (isSymbol(token, ':') && isHeading(tokens.slice(Math.max(start, at - 12), at), token)) return 1;
  const item = bulletLength(tokens, at, true);
  return item > 0 && at > start && beginsCommand(tokens.slice(at + item, at + item + 4)) ? 0 : null;
}

/** A line that only goes on with the next. */
function isSoftBreak(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  const next = tokens[at + 1];
  if (next === undefined || before === undefined || tokens[at]?.text !== '\n') return false;
  if (isSymbol(before) && !isSymbol(before, ',')) return false;
  if (bulletLength(tokens, at + 1) > 0 || next.kind !== 'word') return false;
  return /^\p{Ll}/u.test(next.text) && !beginsCommand(tokens.slice(at + 1, at + 5));
}

const bullets: ReadonlySet<string> = new Set(['-', '*', '\u2022', '+', '\u25E6', '\u2013', '\u00B7', '>']);

/** How many tokens mark an item of a list here; within a line only numbers do. */
function bulletLength(tokens: readonly Token[], at: number, isInline = false): number {
  const [first, second, third] = tokens.slice(at, at + 3);
  if (isSymbol(first, '(') && second?.kind === 'number' && isSymbol(third, ')')) return 3;
  if (first?.kind === 'number' && isSymbol(second, ')', ...(isInline ? [] : ['.'])) && third?.isSpaced) return 2;
  if (isInline || first?.kind !== 'symbol') return 0;
  if (bullets.has(first.text) && (second?.isSpaced || first.text !== '-')) {
    return 1 + checkboxLength(tokens, at + 1);
  }
  return first.text === '#' ? 1 : checkboxLength(tokens, at);
}

function checkboxLength(tokens: readonly Token[], at: number): number {
  if (!isSymbol(tokens[at], '[')) return 0;
  if (isSymbol(tokens[at + 1], ']')) return 2;
  return tokens[at + 1]?.word === 'x' && isSymbol(tokens[at + 2], ']') ? 3 : 0;
}

const headingWords: ReadonlySet<string> = new Set(
  'following todo todos todo-list to-do tasks steps things list plan today here below agenda'.split(' '),
);

function isHeading(sentence: readonly Token[], end: Token | undefined): boolean {
  if (!isSymbol(end, ':') || sentence.length > 12) return false;
  return sentence.some((token) => headingWords.has(token.word)) && !sentence.some(({ kind }) => kind === 'key');
}
