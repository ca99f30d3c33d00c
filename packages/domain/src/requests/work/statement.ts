import {
  annoyances,
  findings,
  needs,
  niceties,
  persons,
  smallTalk,
  tellings,
  troubleNouns,
  troubles,
} from '../grammar/statements.ts';
import { matchStart, phraseTable, saysAny } from '../language/phrases.ts';
import { isSaid, type Token, wordToken } from '../language/tokens.ts';
import { asFix, firstSlots, lowered, type ReadCommand, spaced, window } from './command-form.ts';

/** "There is a bug in the cart" as "Fix the bug in the cart". */
export function readFinding(clause: readonly Token[]): ReadCommand | null {
  const what = firstSlots(findings, clause)?.what;
  if (what === undefined || !what.some(({ word }) => troubleNouns.has(word))) return null;
  const isCounted = what[0]?.word === 'a' || what[0]?.word === 'an' || what[0]?.word === 'some';
  const named = spaced(what.slice(isCounted ? 1 : 0));
  return { tokens: [wordToken('fix'), wordToken('the'), ...named], confidence: 0.85 };
}

/** "The header needs a logo" as "Add a logo to the header". */
export function readNeed(clause: readonly Token[]): ReadCommand | null {
  const slots = firstSlots(needs, clause);
  const [first] = slots?.subject ?? [];
  if (first === undefined || persons.has(first.word) || slots?.wanted === undefined) return null;
  const said = clause.slice(0, window);
  const at = said.length - slots.wanted.length - 1;
  return {
    tokens: [wordToken('add'), ...spaced(said.slice(at)), wordToken('to'), ...lowered(slots.subject ?? [])],
    confidence: 0.8,
  };
}

/** "The login is broken", and what others say is broken. */
export function readTrouble(clause: readonly Token[]): ReadCommand | null {
  const lead = matchStart(tellings, clause.slice(0, 12));
  const fact = lead === null ? clause : clause.slice(lead.length);
  if (!saysTrouble(fact)) return null;
  const [first] = fact;
  if (lead === null && persons.has(first?.word ?? '') && !mayFind.has(first?.word ?? '')) return null;
  return asFix(fact, 0.75);
}

/** Whether words tell of something that is wrong. */
export function saysTrouble(clause: readonly Token[]): boolean {
  const words = clause.slice(0, window).map(({ word }) => word);
  const isDenied = words.some((word, at) => word === 'not' && auxiliaries.has(words[at - 1] ?? ''));
  return (
    isDenied ||
    words.some((word) => troubles.has(word)) ||
    matchStart(annoyances, clause.slice(0, 12)) !== null
  );
}

const auxiliaries: ReadonlySet<string> = new Set('do does is are can will could did would'.split(' '));
const mayFind: ReadonlySet<string> = new Set(['i', 'we', 'when', 'there', 'you']);

const minStatement = 4;
const notTold: ReadonlySet<string> = new Set(
  'if whether hope hoping let yes no okay thanks sorry sure maybe perhaps probably because since although though well just better'.split(
    ' ',
  ),
);
const told: ReadonlySet<string> = new Set(['it', 'there', 'nothing']);
const seems = phraseTable(`
  (it|that) (seems|looks|appears|turns out|turned out|feels) [to me] [that|like|as if]
  (looks like|seems like|seems that|turns out|turns out that|apparently|i noticed that|i noticed|i see that|we noticed that|we noticed|i realized that|i think that|i saw that|we see that|i found out that|it happens that|strange|strangely|weird|weirdly|oddly|for some reason|odd|funny|annoyingly|sadly|unfortunately) [:|,|-|...] [that]
`);

/** A fact about the product, told so that something is done about it; the last that a clause is taken for. */
export function readStatement(clause: readonly Token[]): ReadCommand | null {
  const lead = matchStart(seems, clause.slice(0, 8));
  const fact = lead === null ? clause : clause.slice(lead.length);
  const first = fact[0]?.word ?? '';
  const isFact = !notTold.has(first) && (!persons.has(first) || told.has(first)) && fact[0]?.kind !== 'key';
  if (!isFact || isSmallTalk(fact)) return null;
  return fact.filter(isSaid).length >= (lead === null ? minStatement : 2) ? asFix(fact, 0.55) : null;
}

/** "The weather is nice": pleasant, or not about software. */
const isSmallTalk = (fact: readonly Token[]): boolean =>
  saysAny(niceties, fact.slice(0, window)) || fact.slice(0, 12).some(({ word }) => smallTalk.has(word));
