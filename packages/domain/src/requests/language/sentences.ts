import { bulletLength, isStepMark, ordinalAt } from './bullets.ts';
import { beginsCommand, readCommand } from './commands.ts';
import { countIn, headingVerb, isHeading, splitList } from './headings.ts';
import { isSaid, isSymbol, type Token } from './tokens.ts';
import { withoutUrging } from './urging.ts';

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
  let ordinal = ordinalAt(tokens, 0);
  let heading: readonly Token[] | null = null;
  const end = (at: number, next: number): void => {
    const sentence = withoutUrging(labelled(tokens.slice(start, at)));
    const isHead = isHeading(sentence, tokens, at);
    const isQuestion = isSymbol(tokens[at], '?');
    if (sentence.some(isSaid) && !isHead)
      found.push(...itemsOf({ tokens: sentence, isQuestion, isItem, isStep }, heading));
    heading = isHead ? sentence : isItem || next > at + 1 ? heading : null;
    isItem = next > at + 1 || (isHead && isItem);
    isStep = isStepMark(tokens, at) || isStepMark(tokens, at + 1);
    ordinal = isItem ? Math.max(ordinalAt(tokens, at), ordinalAt(tokens, at + 1)) : 0;
    start = next;
  };
  for (let at = start; at < tokens.length; at++) {
    const length = endLength(tokens, at, start, isItem, ordinal);
    if (length === null) continue;
    const mark = Math.max(bulletLength(tokens, at + length), inlineOrdinal(tokens, at + length, ordinal));
    end(at, at + length + mark);
    at = start - 1;
  }
  end(tokens.length, tokens.length);
  return found;
}

/** The things that a heading announced, each as a sentence; else the sentence itself. */
function itemsOf(sentence: Sentence, heading: readonly Token[] | null): Sentence[] {
  const { tokens, isItem } = sentence;
  const parts = heading === null || isItem ? null : splitList(tokens, countIn(heading));
  if (parts === null) return [{ ...sentence, tokens: isItem ? withVerb(tokens, heading) : tokens }];
  return parts.map((part) => ({ ...sentence, tokens: withVerb(part, heading), isItem: true, isStep: false }));
}

/** "P1 - checkout times out" as "P1: checkout times out". */
function labelled(sentence: readonly Token[]): readonly Token[] {
  const [level, mark, ...rest] = sentence;
  if (level === undefined || mark === undefined || !levels.test(level.word) || !isSymbol(mark, '-', ')', '.'))
    return sentence;
  return [level, { ...mark, text: ':', word: ':', isSpaced: false }, ...rest];
}
const levels = /^p[0-5]$/;

/** An item that has no verb takes that of its heading: "fix these: …". */
function withVerb(item: readonly Token[], heading: readonly Token[] | null): readonly Token[] {
  const verb = heading === null ? null : headingVerb(heading);
  const [first, ...rest] = item;
  if (verb === null || first === undefined || beginsCommand(item) || readCommand(item) !== null) return item;
  return [verb, { ...first, isSpaced: true }, ...rest];
}

/** "1. … 2. …" on one line: how many tokens the next number takes. */
const inlineOrdinal = (tokens: readonly Token[], at: number, before: number): number =>
  before > 0 && ordinalAt(tokens, at) === before + 1 && tokens[at + 2]?.isSpaced === true ? 2 : 0;

const finals: ReadonlySet<string> = new Set(['.', '!', '?', ';', '...', '\u061F', '\u3002']);

/** A name that is called after these begins nothing new: "ask @qa to …", "and @qa …". */
const calling: ReadonlySet<string> = new Set(
  'ask tell let have get to by with for and then also , hey afterwards afterward that next finally later please lastly while'.split(
    ' ',
  ),
);

/** How many tokens end the sentence here; null when it goes on. */
function endLength(
  tokens: readonly Token[],
  at: number,
  start: number,
  isListed: boolean,
  ordinal: number,
): number | null {
  if (at > start && inlineOrdinal(tokens, at, ordinal) > 0) return 0;
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token?.kind === 'break') return isSoftBreak(tokens, at) && at > start ? null : 1;
  if (token?.kind === 'symbol' && finals.has(token.text))
    return next === undefined || next.isSpaced || next.kind === 'break' || next.kind === 'symbol' ? 1 : null;
  if (isSymbol(token, ':') && (next === undefined || next.kind === 'break')) return 1;
  if (isSymbol(token, ':') && isHeading(tokens.slice(Math.max(start, at - 13), at), tokens, at)) return 1;
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
  if (levels.test(next.word) && isSymbol(tokens[at + 2])) return false;
  return /^\p{Ll}/u.test(next.text) && !beginsCommand(tokens.slice(at + 1, at + 5));
}
