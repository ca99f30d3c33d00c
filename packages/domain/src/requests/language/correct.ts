import { determiners, kinds, phraseEnds } from '../grammar/corrections.ts';
import { stripClutter } from './clutter.ts';
import { beginsCommand } from './commands.ts';
import { readNumber } from './numbers.ts';
import { isSaid, isSymbol, type Token, wordToken } from './tokens.ts';

/** What is meant by words that are corrected by others; null when the others say something new. */
export function correct(head: readonly Token[], correction: readonly Token[]): readonly Token[] | null {
  const tail = stripClutter(correction).filter(({ word }) => word !== 'instead');
  const [first, second] = tail;
  if (first === undefined) return null;
  const isAmendment =
    (first.word === 'make' || first.word === 'call') && (second?.word === 'it' || second?.word === 'that');
  if (isAmendment) return align(head, tail.slice(2)) ?? [...head, wordToken('and'), ...tail];
  if (beginsCommand(tail)) return [...head.slice(0, lastCommand(head)), ...tail];
  return align(head, tail) ?? replaceLast(head, tail);
}

function lastCommand(head: readonly Token[]): number {
  for (let at = head.length - 1; at > 0; at--) {
    const isLink =
      isSymbol(head[at - 1], ',') || head[at - 1]?.word === 'and' || head[at - 1]?.word === 'then';
    if (isLink && beginsCommand(head.slice(at, at + 4))) return at;
  }
  return 0;
}

/** The head with the part of the same kind as the tail replaced by it. */
function align(head: readonly Token[], tail: readonly Token[]): readonly Token[] | null {
  const [first] = tail;
  if (first === undefined) return null;
  const key = head.findLastIndex(({ kind }) => kind === 'key');
  const number = readNumber(tail, 0);
  if (key >= 0 && number !== null && number.length === tail.length) {
    const text = (head[key]?.text ?? '').replace(/\d+$/, String(number.value));
    return replaceAt(head, key, 1, [{ kind: 'key', text, word: text.toLowerCase(), isSpaced: true }]);
  }
  if (first.kind === 'key' && key >= 0) return replaceAt(head, key, 1, tail);
  if (determiners.has(first.word) || /^ones?$/.test(tail.at(-1)?.word ?? '')) return alignNoun(head, tail);
  const same = head.findLastIndex((token) => isSameKind(token, first));
  if (same < 0) return null;
  return replaceAt(head, same, isPlace(first) ? phraseLength(head, same) : 1, tail);
}

const isPlace = ({ word }: Token): boolean => kinds.at(-1)?.has(word) === true;

/** Whether one may stand in for the other: two places, two colours, two keys. */
export function isSameKind(one: Token, other: Token): boolean {
  if (one.kind !== other.kind) return false;
  if (one.kind === 'mention' || one.kind === 'path' || one.kind === 'quote' || one.kind === 'number')
    return true;
  return kinds.some((words) => words.has(one.word) && words.has(other.word));
}

/** "the frontend tests" and "the backend ones": the noun stays where the correction says "ones". */
function alignNoun(head: readonly Token[], tail: readonly Token[]): readonly Token[] | null {
  const isOnes = /^ones?$/.test(tail.at(-1)?.word ?? '');
  const at = head.findLastIndex(({ word }) => determiners.has(word));
  const start = at < 0 ? (isOnes ? 1 : -1) : at;
  if (start < 0 || start >= head.length) return null;
  const length = phraseLength(head, start);
  if (!isOnes) return replaceAt(head, start, length, tail);
  const noun = head.slice(start + length - 1, start + length);
  return replaceAt(head, start, length, [...tail.slice(0, -1), ...noun]);
}

/** How far a phrase goes that begins with a determiner or a place. */
function phraseLength(head: readonly Token[], start: number): number {
  let end = start + 1;
  while (end < head.length && isSaid(head[end] ?? wordToken('')) && !phraseEnds.has(head[end]?.word ?? ''))
    end++;
  return end - start;
}

function replaceAt(
  head: readonly Token[],
  at: number,
  length: number,
  by: readonly Token[],
): readonly Token[] {
  return [
    ...head.slice(0, at),
    ...by.map((token) => ({ ...token, isSpaced: true })),
    ...head.slice(at + length),
  ];
}

const fewWords = 3;

function replaceLast(head: readonly Token[], tail: readonly Token[]): readonly Token[] | null {
  if (tail.length > fewWords || head.length < 2) return null;
  return replaceAt(head, head.length - 1, 1, tail);
}
