import { openings } from '../grammar/clutter.ts';
import { boardVerbs } from '../grammar/denials.ts';
import type { Names } from './links.ts';
import { matchStart } from './phrases.ts';
import { beginsRequest } from './starts.ts';
import { isSaid, isSymbol, type Token } from './tokens.ts';
import { verbOfThird } from './verb-forms.ts';

/** A sentence without what stands before the first request in it: politeness, a reason, an occasion. */
export const withoutLeads = (said: readonly Token[], names: Names): readonly Token[] =>
  withoutReason(withoutLead(said), names);

/** "Go ahead and approve it": what ends in "and" before a request joins nothing. */
function withoutLead(said: readonly Token[]): readonly Token[] {
  const length = matchStart(openings, said.slice(0, 8))?.length ?? 0;
  return length > 1 && said[length - 1]?.word === 'and' && said.length > length ? said.slice(length) : said;
}

const reasons: ReadonlySet<string> = new Set(['since', 'because', 'as', 'now', 'given', 'seeing']);
const reasonReach = 25;

/** "Since the sale is over, remove the banner": why something is asked for, before it is. */
function withoutReason(said: readonly Token[], { isAgent, isTask }: Names): readonly Token[] {
  const [first, second, third] = said;
  if (isOccasion(said, isTask)) return said.slice(said.findIndex((token) => isSymbol(token, ',')) + 1);
  const isLead =
    reasons.has(first?.word ?? '') && second !== undefined && isSaid(second) && second.word !== 'soon';
  if (!isLead || (longReasons.has(first?.word ?? '') && second.word !== 'that') || third === undefined)
    return said;
  const comma = said.slice(0, reasonReach).findIndex((token) => isSymbol(token, ','));
  const rest = said.slice(comma + 1);
  return comma > 2 && beginsRequest(rest.slice(0, reasonReach), isAgent) ? rest : said;
}
const longReasons: ReadonlySet<string> = new Set(['now', 'given', 'seeing']);

const occasions: ReadonlySet<string> = new Set(['after', 'before', 'for', 'during', 'until']);
const named: ReadonlySet<string> = new Set(['the', 'our', 'my', 'next', 'this', 'today', 'tomorrow']);
const finite: ReadonlySet<string> = new Set('is are was were has have had gets got does do goes'.split(' '));
const maxOccasion = 8;

/** "After the release, …": when something is wanted, but after no task that is known. */
function isOccasion(said: readonly Token[], isTask: Names['isTask']): boolean {
  if (!occasions.has(said[0]?.word ?? '') || !named.has(said[1]?.word ?? '')) return false;
  const comma = said.slice(0, maxOccasion).findIndex((token) => isSymbol(token, ','));
  const words = said.slice(1, Math.max(1, comma));
  if (
    comma < 2 ||
    words.some(({ kind, word }) => kind === 'key' || finite.has(word) || verbOfThird(word) !== null) ||
    isTask(words)
  )
    return false;
  const rest = said.slice(comma + 1, comma + reasonReach);
  return !rest.slice(0, 2).some(({ word }) => boardVerbs.has(word)) && beginsRequest(rest, () => false);
}
