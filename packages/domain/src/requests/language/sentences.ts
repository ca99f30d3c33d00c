import { beginsCommand } from './commands.ts';
import { isSaid, isSymbol, type Token } from './tokens.ts';

export interface Sentence {
  tokens: readonly Token[];
  isQuestion: boolean;
  /** An item of a list, which may name a thing without a verb. */
  isItem: boolean;
  /** One of numbered steps, which follow one another. */
  isStep: boolean;
}

/** The sentences of a text; each item of a list is one. Headings ("Please do the following:") say nothing. */
export function sentences(tokens: readonly Token[]): Sentence[] {
  const found: Sentence[] = [];
  let start = bulletLength(tokens, 0);
  let isItem = start > 0;
  let isStep = isStepMark(tokens, 0);
  let count: number | null = null;
  const end = (at: number, next: number): void => {
    const sentence = tokens.slice(start, at);
    const isHead = isHeading(sentence, tokens[at]);
    if (sentence.some(isSaid) && !isHead) {
      const isQuestion = isSymbol(tokens[at], '?');
      const parts = count === null || isItem ? null : splitList(sentence, count);
      if (parts === null) found.push({ tokens: sentence, isQuestion, isItem, isStep });
      else found.push(...parts.map((part) => ({ tokens: part, isQuestion, isItem: true, isStep: false })));
    }
    count = isHead ? countIn(sentence) : null;
    isItem = next > at + 1 || (isHead && isItem);
    isStep = isStepMark(tokens, at) || isStepMark(tokens, at + 1);
    start = next;
  };
  for (let at = start; at < tokens.length; at++) {
    const length = endLength(tokens, at, start, isItem);
    if (length === null) continue;
    end(at, at + length + bulletLength(tokens, at + length));
    at = start - 1;
  }
  end(tokens.length, tokens.length);
  return found;
}

const finals: ReadonlySet<string> = new Set(['.', '!', '?', ';', '...', '\u061F', '\u3002']);

/** A name that is called after these begins nothing new: "ask @qa to …", "and @qa …". */
const calling: ReadonlySet<string> = new Set(
  'ask tell let have get to by with for and then also , hey'.split(' '),
);

/** How many tokens end the sentence here; null when it goes on. */
function endLength(tokens: readonly Token[], at: number, start: number, isListed: boolean): number | null {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token?.kind === 'break') return isSoftBreak(tokens, at) && at > start ? null : 1;
  if (token?.kind === 'symbol' && finals.has(token.text))
    return next === undefined || next.isSpaced || next.kind === 'break' || next.kind === 'symbol' ? 1 : null;
  if (isSymbol(token, ':') && (next === undefined || next.kind === 'break')) return 1;
  if (isSymbol(token, ':') && isHeading(tokens.slice(Math.max(start, at - 12), at), token)) return 1;
  const item = bulletLength(tokens, at, true);
  const follows = tokens.slice(at + item, at + item + 4);
  if (item > 0 && at > start && (beginsCommand(follows) || isListed)) return 0;
  return at > start &&
    token?.kind === 'mention' &&
    !calling.has(tokens[at - 1]?.word ?? '') &&
    beginsCommand(follows.slice(1))
    ? 0
    : null;
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

const stepNames: ReadonlySet<string> = new Set(['step', 'task', 'item', 'point', 'part']);
const counts: readonly string[] = ['one', 'two', 'three', 'four', 'five', 'six'];

/** "Step 1:", "one:" */
function stepLength(tokens: readonly Token[], at: number): number {
  const isNamed = stepNames.has(tokens[at]?.word ?? '');
  const mark = tokens[at + (isNamed ? 1 : 0)];
  const isCount = mark?.kind === 'number' || counts.includes(mark?.word ?? '');
  const length = isNamed ? 2 : 1;
  return isCount && isSymbol(tokens[at + length], ':', ...(isNamed ? ['-', ',', ')', '.'] : []))
    ? length + 1
    : 0;
}

const isStepMark = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.word === 'step' && stepLength(tokens, at) > 0;

/** "a)" and "b." */
function letterLength(tokens: readonly Token[], at: number): number {
  const [first, second, third] = tokens.slice(at, at + 3);
  return first?.kind === 'word' && /^[a-h]$/.test(first.text) && isSymbol(second, ')') && third?.isSpaced
    ? 2
    : 0;
}

/** How many things a heading announces: "two things:". */
function countIn(heading: readonly Token[]): number | null {
  for (const { word, kind } of heading) {
    const count = kind === 'number' ? Number(word) : counts.indexOf(word) + 1;
    if (count > 1 && count < 10) return count;
  }
  return null;
}

/** The things that a heading announced, when marks or "and" part the text into as many. */
function splitList(sentence: readonly Token[], count: number): Token[][] | null {
  const ways: readonly (readonly string[])[] = [[';'], [','], [',', 'and', '&', 'plus']];
  for (const marks of ways) {
    const parts: Token[][] = [[]];
    for (const token of sentence) {
      if (marks.includes(token.word)) parts.push([]);
      else if (parts.at(-1)?.length !== 0 || token.word !== 'and') parts.at(-1)?.push(token);
    }
    const filled = parts.filter((part) => part.some(isSaid));
    if (filled.length === count) return filled;
  }
  return null;
}

const bullets: ReadonlySet<string> = new Set(['-', '*', '\u2022', '+', '\u25E6', '\u2013', '\u00B7', '>']);

/** How many tokens mark an item of a list here; within a line only numbers do. */
function bulletLength(tokens: readonly Token[], at: number, isInline = false): number {
  const [first, second, third] = tokens.slice(at, at + 3);
  const named = Math.max(stepLength(tokens, at), letterLength(tokens, at));
  if (named > 0) return named;
  if (isSymbol(first, '(') && second?.kind === 'number' && isSymbol(third, ')')) return 3;
  if (first?.kind === 'number' && isSymbol(second, ')', ...(isInline ? [] : ['.'])) && third?.isSpaced)
    return 2;
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
  'two three four requests bugs issues problems wishes items points jobs changes following todo todos todo-list to-do tasks steps things list plan today here below agenda'.split(
    ' ',
  ),
);

function isHeading(sentence: readonly Token[], end: Token | undefined): boolean {
  if (!isSymbol(end, ':') || sentence.length > 12) return false;
  return (
    sentence.some((token) => headingWords.has(token.word)) && !sentence.some(({ kind }) => kind === 'key')
  );
}
