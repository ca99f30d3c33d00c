import {
  annoyances,
  discontents,
  findings,
  needs,
  niceties,
  notProduct,
  persons,
  smallTalk,
  tellings,
  troubleNouns,
  troubles,
} from '../grammar/statements.ts';
import { strongVerbs } from '../grammar/verbs.ts';
import { matchStart, phraseTable, saysAny } from '../language/phrases.ts';
import { isSaid, type Token, wordToken } from '../language/tokens.ts';
import { isPast } from '../language/verb-forms.ts';
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
  const discontent = matchStart(discontents, clause.slice(0, 12));
  if (discontent !== null) return readDiscontent(clause.slice(discontent.length));
  const lead = matchStart(tellings, clause.slice(0, 12));
  const fact = lead === null ? clause : clause.slice(lead.length);
  if (!saysTrouble(fact)) return null;
  const [first] = fact;
  if (lead === null && persons.has(first?.word ?? '') && !mayFind.has(first?.word ?? '')) return null;
  return asFix(fact, 0.75);
}

/** "We are not happy with the font": one who is unhappy with the team asks for no work on the product. */
function readDiscontent(fact: readonly Token[]): ReadCommand | null {
  const isOfProduct =
    fact.some(isSaid) && !fact.slice(0, 4).some(({ kind, word }) => kind === 'key' || notProduct.has(word));
  return isOfProduct ? asFix(fact, 0.7) : null;
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
const mayFind: ReadonlySet<string> = new Set(['i', 'we', 'when', 'there', 'you', 'they']);

const minStatement = 4;
const notTold: ReadonlySet<string> = new Set(
  'if whether hope hoping let yes no okay thanks sorry sure maybe perhaps probably because since although though well just better'.split(
    ' ',
  ),
);
const told: ReadonlySet<string> = new Set(['it', 'there', 'nothing']);
const seems = phraseTable(`
  it (bugs|annoys|irritates|bothers|confuses|worries) (me|us|users|people|everyone|customers) [a bit|a lot] [that|when|how]
  i (hate|dislike|do not like) (that|how|it when|it that)
  (too bad|pity|shame|it is a pity|it is a shame|it is annoying|annoying) that
  according to (sentry|the logs|lighthouse|google|analytics|the monitoring|customers|users|support|qa|the docs) [,]
  (sentry|the logs|lighthouse|google|analytics|monitoring|the monitoring|datadog|grafana|the linter|a scan|the audit) (says|say|shows|show|reports|report|complains about|complains|warns about|warns|tells) [us|me] [that|:]
  (it|that) (seems|looks|appears|turns out|turned out|feels) [to me] [that|like|as if]
  (looks like|seems like|seems that|turns out|turns out that|apparently|noticed|noticed that|just noticed|just noticed that|spotted that|realized that|i noticed that|i noticed|i see that|we noticed that|we noticed|i realized that|i think that|i saw that|we see that|i found out that|it happens that|strange|strangely|weird|weirdly|oddly|for some reason|odd|funny|annoyingly|sadly|unfortunately) [:|,|-|...] [that]
`);

/** A fact about the product, told so that something is done about it; the last that a clause is taken for. */
export function readStatement(clause: readonly Token[]): ReadCommand | null {
  const lead = matchStart(seems, clause.slice(0, 8));
  const fact = lead === null ? clause : clause.slice(lead.length);
  const first = fact[0]?.word ?? '';
  const isFact = !notTold.has(first) && (!persons.has(first) || told.has(first)) && fact[0]?.kind !== 'key';
  if (!isFact || isSmallTalk(fact)) return null;
  if (fact.filter(isSaid).length < (lead === null ? minStatement : 2)) return null;
  return lead === null && !definite.has(first) && !tells(fact)
    ? { tokens: [wordToken('add'), ...lowered(fact)], confidence: 0.55, isStatement: true }
    : asFix(fact, 0.55);
}

const definite: ReadonlySet<string> = new Set('the our my all every when'.split(' '));
const finite: ReadonlySet<string> = new Set(
  'is are was were has have had does do did can will would should must needs need could gets get shows looks feels seems nobody'.split(
    ' ',
  ),
);
const base = (word: string): string => word.replace(/(?:es|s)$/, '');
const isVerb = (word: string): boolean => strongVerbs.has(word) || telling.has(word);
const telling: ReadonlySet<string> = new Set(
  'say read appear look overlap jump cover cost crash load'.split(' '),
);

/** Whether a clause has a verb of its own: "the footer says 2019", not "a page for the orders". */
export function tells(clause: readonly Token[]): boolean {
  return clause.slice(0, window).some(({ word, kind, text }, at) => {
    if (finite.has(word)) return text !== 'GET';
    if (kind !== 'word' || at === 0 || at === clause.length - 1) return isPast(word) && at > 0;
    const before = clause[at - 1]?.word ?? '';
    const isThird =
      /^[a-z]{3,}s$/.test(word) && !articles.has(before) && (isVerb(base(word)) || isVerb(word.slice(0, -1)));
    return isThird || (before.endsWith('s') && before.length > 3 && isVerb(word)) || isPast(word);
  });
}
const articles: ReadonlySet<string> = new Set(
  'the a an our my your all some more new of for to in on and with'.split(' '),
);

/** "The weather is nice": pleasant, or not about software. */
const isSmallTalk = (fact: readonly Token[]): boolean =>
  saysAny(niceties, fact.slice(0, window)) || fact.slice(0, 12).some(({ word }) => smallTalk.has(word));
