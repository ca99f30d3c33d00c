import type { Remark } from '@overmind/contracts/entities/request';
import { courtesies } from '../grammar/courtesies.ts';
import { matchStart, saysAny } from '../language/phrases.ts';
import { isSaid, isSymbol, type Token } from '../language/tokens.ts';

/** More words than courtesy takes. */
const maxLength = 30;
const maxWhole = 12;
const filler: ReadonlySet<string> = new Set([
  'and',
  'so',
  'very',
  'oh',
  'again',
  'but',
  'well',
  'just',
  'then',
  'everyone',
  'wow',
  'haha',
  'lol',
  'hey',
  'guys',
]);

/** The kind of courtesy that is all there is to some words; null when they say more. */
export function readCourtesy(tokens: readonly Token[]): Remark | null {
  const end = tokens.findIndex((token, at) => at > 0 && isEnd(token) && tokens.slice(at + 1).some(isSaid));
  if (end > 0 && tokens.slice(0, end).some(isSaid)) {
    const [first, more] = [readCourtesy(tokens.slice(0, end)), readCourtesy(tokens.slice(end + 1))];
    return first === null || more === null ? null : graver(first, more);
  }
  const words = tokens.filter((token) => isSaid(token) || isSymbol(token, "'"));
  if (words.length === 0 || words.length > maxLength) return null;
  const said = new Set<Remark>();
  for (let at = 0; at < words.length; ) {
    const step = courtesyAt(words.slice(at));
    if (step === null && !filler.has(words[at]?.word ?? '')) return null;
    if (step !== null) said.add(step.remark);
    at += step?.length ?? 1;
  }
  return courtesies.find(([remark]) => said.has(remark))?.[0] ?? null;
}

/** What one sentence says kindly is no part of the next. */
const isEnd = (token: Token): boolean => token.kind === 'break' || isSymbol(token, '.', '!', '?', ';');

const graver = (one: Remark, other: Remark): Remark =>
  courtesies.find(([remark]) => remark === one || remark === other)?.[0] ?? one;

function courtesyAt(words: readonly Token[]): { remark: Remark; length: number } | null {
  const whole =
    words.length > maxWhole ? undefined : courtesies.find(([, phrases]) => saysAny(phrases, words));
  if (whole !== undefined) return { remark: whole[0], length: words.length };
  let longest: { remark: Remark; length: number } | null = null;
  for (const [remark, phrases] of courtesies) {
    const begun = matchStart(phrases, words);
    if (begun !== null && begun.length > (longest?.length ?? 0)) longest = { remark, length: begun.length };
  }
  return longest;
}
