import {
  afterActually,
  clearMarkers,
  determiners,
  kinds,
  markers,
  noCorrections,
  phraseEnds,
  withdrawals,
} from '../grammar/corrections.ts';
import { stripClutter } from './clutter.ts';
import { beginsCommand } from './commands.ts';
import { readNumber } from './numbers.ts';
import { matchStart } from './phrases.ts';
import { isSaid, isSymbol, type Token, trimMarks, wordToken } from './tokens.ts';

const maxCorrections = 8;
/** Longer texts are written, not spoken. */
const maxSpoken = 1_000;
/** A correction is about the words just before it. */
const reach = 60;

/** What was meant, for what was said and then corrected: "run the frontend tests, no, the backend ones". */
export function applyCorrections(said: readonly Token[]): readonly Token[] {
  if (said.length > maxSpoken) return said;
  let tokens = said;
  let from = 1;
  for (let count = 0; count < maxCorrections; count++) {
    const at = findMarker(tokens, from);
    if (at === null) return tokens;
    const corrected = correctAt(tokens, at);
    from = corrected === null ? at.start + at.length : Math.max(1, at.start - reach);
    tokens = corrected ?? tokens;
  }
  return tokens;
}

interface Marker {
  start: number;
  length: number;
  isWithdrawal: boolean;
}

function findMarker(tokens: readonly Token[], from: number): Marker | null {
  for (let start = from; start < tokens.length; start++) {
    const marker = markerAt(tokens, start);
    if (marker !== null) return marker;
  }
  return null;
}

function markerAt(tokens: readonly Token[], start: number): Marker | null {
  const window = tokens.slice(start, start + 8);
  if (window[0]?.kind !== 'word') return null;
  const withdrawal = matchStart(withdrawals, window);
  if (withdrawal !== null && start > 0) return { start, length: withdrawal.length, isWithdrawal: true };
  const clear = matchStart(clearMarkers, window);
  if (clear !== null && (clear.length > 1 || isSetOff(tokens, start)))
    return { start, length: clear.length, isWithdrawal: false };
  const weak = matchStart(markers, window);
  if (weak === null) return null;
  const after = tokens[start + weak.length];
  const next = isSymbol(after, ',') ? tokens[start + weak.length + 1] : after;
  if (noCorrections.has(next?.word ?? '')) return null;
  if (tokens[start]?.word === 'actually' && weak.length === 1 && !mayCorrect(next)) return null;
  const isBare = tokens[start]?.word === 'no' || tokens[start]?.word === 'sorry';
  const isAligned =
    isBare &&
    (next?.word === 'the' ||
      next?.kind === 'key' ||
      (tokens[start - 1]?.kind === 'key' && readNumber(tokens, start + weak.length) !== null));
  return isSetOff(tokens, start) || isAligned ? { start, length: weak.length, isWithdrawal: false } : null;
}

const mayCorrect = (next: Token | undefined): boolean =>
  next !== undefined && (afterActually.has(next.word) || next.kind === 'key' || next.kind === 'number');

const isSetOff = (tokens: readonly Token[], at: number): boolean => {
  const before = tokens[at - 1];
  return before?.kind === 'break' || isSymbol(before, ',', '-', '.', ';', '...', '!', '?', '(');
};

/** The tokens with the correction at a marker carried out; null when it corrects nothing. */
function correctAt(
  tokens: readonly Token[],
  { start, length, isWithdrawal }: Marker,
): readonly Token[] | null {
  const headStart = startOfSentence(tokens, start);
  const head = trimMarks(tokens.slice(headStart, start));
  if (!head.some(isSaid) || (isWithdrawal && head.filter(isSaid).length < 2)) return null;
  const tailEnd = endOfTail(tokens, start + length);
  const tail = trimMarks(tokens.slice(start + length, tailEnd));
  const before = tokens.slice(0, headStart);
  const after = tokens.slice(tailEnd);
  if (tail.length === 0) {
    const drops = isWithdrawal || tokens.slice(start, start + length).some(({ word }) => word === 'no');
    const nothing = drops ? [wordToken('never'), wordToken('mind')] : head;
    return [...before, ...nothing, ...after];
  }
  const mended = isWithdrawal ? tail : correct(head, tail);
  return mended === null ? null : [...before, ...mended, ...after];
}

const isEnd = (token: Token | undefined): boolean =>
  token?.kind === 'break' || isSymbol(token, '.', '!', '?', ';', '...');

function startOfSentence(tokens: readonly Token[], at: number): number {
  let start = at - 1;
  while (start > 0 && isEnd(tokens[start])) start--;
  while (start > 0 && at - start < reach && !isEnd(tokens[start - 1])) start--;
  return Math.max(0, start);
}

function endOfTail(tokens: readonly Token[], start: number): number {
  let end = start;
  while (isSymbol(tokens[end], ',', '-')) end++;
  for (; end < tokens.length && end - start < reach; end++) {
    const token = tokens[end];
    if (isEnd(token)) return end;
    const isLink = isSymbol(token, ',') || token?.word === 'and' || token?.word === 'then';
    if (isLink && end > start && beginsCommand(tokens.slice(end + 1, end + 5).filter(isSaid))) return end;
    if (end > start && markerAt(tokens, end) !== null) return end;
  }
  return end;
}

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

function isSameKind(one: Token, other: Token): boolean {
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
