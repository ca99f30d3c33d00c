import type { DependencyCondition } from '@overmind/contracts/entities/task';
import { questionWords } from '../grammar/starts.ts';
import { beforeClause } from './before.ts';
import { withoutLeads } from './leads.ts';
import { roleOf } from './link-roles.ts';
import { type Link, type Names, readLink } from './links.ts';
import type { Sentence } from './sentences.ts';
import { isSaid, type Token, tokenise, trimMarks } from './tokens.ts';

/** How a clause joins the one before: apart from it, beside it, or after it is done. */
export type Joint = 'new' | 'and' | 'then';

export interface Clause {
  tokens: readonly Token[];
  joint: Joint;
  after: DependencyCondition;
  /** Whether it hangs on how the work before it goes. */
  isOutcome: boolean;
  /** The words for a task that was there before and that it waits for. */
  waitsFor: readonly Token[] | null;
  isQuestion: boolean;
  /** To be done before the clause that it follows. */
  isFirst: boolean;
  /** Whether "and" or the like joins it, rather than a mark alone. */
  hasWord: boolean;
  /** An item of a list. */
  isItem: boolean;
  /** Whether the verb of the clause before holds for it too. */
  sharesVerb: boolean;
  /** Whether it waits for what "it" means: "once it is merged, …". */
  isOnIt: boolean;
  /** Whether it waits for all that was asked for before: "when both are done, …". */
  isOnAll: boolean;
}

const plain = {
  after: 'done',
  isOutcome: false,
  waitsFor: null,
  isFirst: false,
  hasWord: true,
  isItem: false,
  sharesVerb: false,
  isOnIt: false,
  isOnAll: false,
} as const;

/** What a sentence asks for, clause by clause, in the order in which it shall be done. */
export function splitClauses({ isItem, isStep, ...sentence }: Sentence, names: Names): Clause[] {
  const [first, ...others] = splitSentence(sentence, names);
  if (first === undefined) return [];
  return [{ ...first, isItem, joint: isStep ? 'then' : first.joint }, ...others];
}

const withoutJoint = (part: readonly Token[]): readonly Token[] =>
  part.length > 1 && part.at(-1)?.word === 'and' ? part.slice(0, -1) : part;

type Said = Pick<Sentence, 'tokens' | 'isQuestion'>;

function splitSentence({ tokens: said, isQuestion }: Said, names: Names): Clause[] {
  const tokens = withoutLeads(said, names);
  const swapped = beforeClause(tokens);
  if (swapped === null)
    return inOrder(partAtLinks({ tokens, isQuestion }, names).map(asAsked).map(afterFirst).map(asStep));
  const [first, second] = swapped.map((part) => splitSentence({ tokens: part, isQuestion: false }, names));
  return [...(first ?? []), ...(second ?? []).map((clause, index) => (index === 0 ? later(clause) : clause))];
}

function partAtLinks({ tokens, isQuestion }: Said, names: Names): Clause[] {
  const clauses: Clause[] = [];
  const beside: Clause = { ...plain, tokens, joint: 'and', isQuestion };
  let clause: Clause = { ...beside, joint: 'new' };
  let start = 0;
  const end = (at: number): void => {
    const part = withoutJoint(trimMarks(tokens.slice(start, at)));
    if (part.some(isSaid)) clauses.push({ ...clause, tokens: part });
  };
  for (let at = 0; at < tokens.length; at++) {
    const link = readLink(tokens, at, names);
    const role = link === null ? 'none' : roleOf(tokens, start, at, link, names);
    if (link === null || role === 'none') continue;
    if (role === 'lead') clause = ledBy(link, clause, clauses.length === 0);
    else {
      if (role === 'trail') clause = trailedBy(link, clause);
      end(at);
      const parted = { hasWord: link.hasWord, ...effectOf(link), sharesVerb: role === 'share' };
      clause = role === 'trail' ? beside : { ...beside, ...parted };
    }
    start = at + link.length;
    at = start - 1;
  }
  end(tokens.length);
  return clauses;
}

const ledBy = (link: Link, clause: Clause, isFirst: boolean): Clause => ({
  ...clause,
  ...effectOf(link),
  sharesVerb: link.hasWord && link.order === null && isFirst,
});

const trailedBy = (link: Link, clause: Clause): Clause =>
  clause.after === 'done' || link.order?.isOutcome === true ? { ...clause, ...effectOf(link) } : clause;

const steps: ReadonlyMap<string, readonly Token[]> = new Map(
  Object.entries({ test: 'run the tests', build: 'build the project', lint: 'run the linter' }).map(
    ([word, step]) => [word, tokenise(step)],
  ),
);
/** "Lint, test and deploy": verbs alone are steps that are known. */
function asStep(clause: Clause, _at: number, all: readonly Clause[]): Clause {
  const [verb, more] = clause.tokens;
  const step = more === undefined && all.length > 1 ? steps.get(verb?.word ?? '') : undefined;
  return step === undefined ? clause : { ...clause, tokens: step };
}

/** Only what stands before the question mark is asked by it, unless it is worded as a question. */
function asAsked(clause: Clause, at: number, all: readonly Clause[]): Clause {
  const isLast = at === all.length - 1;
  return isLast || questionWords.has(clause.tokens[0]?.word ?? '')
    ? clause
    : { ...clause, isQuestion: false };
}

/** "The tests first, then …": what is said to be first, the next waits for. */
function afterFirst(clause: Clause, at: number, all: readonly Clause[]): Clause {
  const tokens =
    endsInFirst(clause.tokens) && all[at + 1] !== undefined
      ? clause.tokens.slice(0, lastFirst(clause.tokens))
      : clause.tokens;
  const isLater = clause.joint === 'and' && endsInFirst(all[at - 1]?.tokens ?? []);
  return { ...clause, tokens: trimMarks(tokens), joint: isLater ? 'then' : clause.joint };
}
const polite: ReadonlySet<string> = new Set(['please', 'now', 'thanks', 'though']);
const lastFirst = (tokens: readonly Token[]): number => tokens.findLastIndex(({ word }) => !polite.has(word));
function endsInFirst(tokens: readonly Token[]): boolean {
  const at = lastFirst(tokens);
  return (
    at > 0 &&
    tokens[at]?.word === 'first' &&
    !/^(?:the|a|your|my|our|comes?|is)$/.test(tokens[at - 1]?.word ?? '')
  );
}

const later = (clause: Clause): Clause => ({ ...clause, joint: 'then' });

function effectOf({ order, waitsFor, isFirst, saysIt, saysAll }: Link): Partial<Clause> {
  if (order === null) return { isFirst };
  const joint = waitsFor === null ? { joint: 'then' as const } : {};
  return {
    ...joint,
    after: order.after,
    isOutcome: order.isOutcome,
    waitsFor,
    isFirst,
    isOnIt: saysIt,
    isOnAll: saysAll,
  };
}

/** "Deploy, but first run the tests": what is first comes first. */
function inOrder(clauses: readonly Clause[]): Clause[] {
  const ordered: Clause[] = [];
  for (const clause of clauses) {
    const before = clause.isFirst ? ordered.pop() : undefined;
    if (before === undefined) ordered.push(clause);
    else ordered.push({ ...clause, joint: before.joint, isFirst: false }, later(before));
  }
  return ordered;
}
