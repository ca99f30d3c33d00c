import {
  afterActually,
  clearMarkers,
  determiners,
  markers,
  noCorrections,
  withdrawals,
} from '../grammar/corrections.ts';
import { stripClutter } from './clutter.ts';
import { beginsCommand } from './commands.ts';
import { correct, isSameKind } from './correct.ts';
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
  if (withdrawal !== null && start > 0 && mayWithdraw(tokens, start, withdrawal.length))
    return { start, length: withdrawal.length, isWithdrawal: true };
  const clear = matchStart(clearMarkers, window);
  if (
    clear !== null &&
    (isSetOff(tokens, start) || (clear.length > 1 && !isMaking(tokens, start + clear.length - 2)))
  )
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
  if (lacks(tokens, start, weak.length)) return null;
  return isSetOff(tokens, start) || isAligned ? { start, length: weak.length, isWithdrawal: false } : null;
}

/** "Cancel that" takes back only what was asked before a mark; else it is an act of its own, as in "so scrap that last one". */
function mayWithdraw(tokens: readonly Token[], start: number, length: number): boolean {
  if (!acting.has(tokens[start + length - 2]?.word ?? '')) return true;
  const next = tokens[start + length];
  const isClosed = next === undefined || !isSaid(next) || closing.has(next.word);
  const head = stripClutter(tokens.slice(startOfSentence(tokens, start), start));
  return isClosed && isSetOff(tokens, start) && beginsCommand(head);
}
const acting: ReadonlySet<string> = new Set(['cancel', 'scrap', 'delete']);
const closing: ReadonlySet<string> = new Set(['please', 'thanks', 'and', 'just', 'only']);

/** "Can you make that text darker" corrects nothing. */
const isMaking = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.word === 'make' &&
  tokens[at + 2]?.kind === 'word' &&
  !determiners.has(tokens[at + 2]?.word ?? '');

const mayCorrect = (next: Token | undefined): boolean =>
  next !== undefined && (afterActually.has(next.word) || next.kind === 'key' || next.kind === 'number');

/** "No example for webhooks": without a pause after it, "no" says what is missing, unless another of its kind was said before. */
function lacks(tokens: readonly Token[], start: number, length: number): boolean {
  const next = tokens[start + length];
  if (length > 1 || tokens[start]?.word !== 'no' || next?.kind !== 'word') return false;
  if (determiners.has(next.word) || beginsCommand(tokens.slice(start + 1, start + 4))) return false;
  const more = tokens[start + 2];
  const hasMore = more !== undefined && isSaid(more) && more.word !== 'please' && !/^ones?$/.test(more.word);
  return hasMore && !tokens.slice(0, start).some((token) => isSameKind(token, next));
}

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
  const [first, ...others] = tail;
  const isOther = first?.word === 'only' || first?.word === 'just' || determiners.has(first?.word ?? '');
  const meant = first?.word === 'only' || first?.word === 'just' ? others : tail;
  const mended = isWithdrawal ? ((isOther ? correct(head, meant) : null) ?? tail) : correct(head, tail);
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
