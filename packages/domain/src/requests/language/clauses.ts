import type { DependencyCondition } from '@overmind/contracts/entities/task';
import { openings, preludes } from '../grammar/clutter.ts';
import { questionWords } from '../grammar/starts.ts';
import { troubleNouns, troubles } from '../grammar/statements.ts';
import {
  determiners,
  fixedPairs,
  loneCommands,
  openClauses,
  permissions,
  subordinators,
} from '../grammar/verbs.ts';
import { beforeClause } from './before.ts';
import { readCommand } from './commands.ts';
import { type Link, type Names, readLink } from './links.ts';
import { matchStart, saysAny } from './phrases.ts';
import type { Sentence } from './sentences.ts';
import { beginsRequest, isStatementStart } from './starts.ts';
import { isSaid, type Token, trimMarks } from './tokens.ts';

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
}

const plain = {
  after: 'done',
  isOutcome: false,
  waitsFor: null,
  isFirst: false,
  hasWord: true,
  isItem: false,
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
  const tokens = withoutLead(said);
  const swapped = beforeClause(tokens);
  if (swapped !== null) {
    const [first, second] = swapped.map((part) => splitSentence({ tokens: part, isQuestion: false }, names));
    return [
      ...(first ?? []),
      ...(second ?? []).map((clause, index) => (index === 0 ? later(clause) : clause)),
    ];
  }
  const clauses: Clause[] = [];
  let clause: Clause = { ...plain, tokens, joint: 'new', isQuestion };
  let start = 0;
  const end = (at: number): void => {
    const part = withoutJoint(trimMarks(tokens.slice(start, at)));
    if (part.some(isSaid)) clauses.push({ ...clause, tokens: part });
  };
  for (let at = 0; at < tokens.length; at++) {
    const link = readLink(tokens, at, names.isTask);
    if (link === null) continue;
    const role = roleOf(tokens, start, at, link, names);
    if (role === 'lead') clause = { ...clause, ...effectOf(link) };
    if (role === 'trail') {
      if (clause.after === 'done' || link.order?.isOutcome === true)
        clause = { ...clause, ...effectOf(link) };
      end(at);
      clause = { ...plain, tokens, joint: 'and', isQuestion };
    }
    if (role === 'split') {
      end(at);
      clause = { ...plain, tokens, isQuestion, joint: 'and', hasWord: link.hasWord, ...effectOf(link) };
    }
    if (role !== 'none') start = at + link.length;
    at += Math.max(1, role === 'none' ? 1 : link.length) - 1;
  }
  end(tokens.length);
  return inOrder(clauses.map(asAsked));
}

/** Only what stands before the question mark is asked by it, unless it is worded as a question. */
function asAsked(clause: Clause, at: number, all: readonly Clause[]): Clause {
  const isLast = at === all.length - 1;
  return isLast || questionWords.has(clause.tokens[0]?.word ?? '')
    ? clause
    : { ...clause, isQuestion: false };
}

/** "Go ahead and approve it": what ends in "and" before a request joins nothing. */
function withoutLead(said: readonly Token[]): readonly Token[] {
  const length = matchStart(openings, said.slice(0, 8))?.length ?? 0;
  return length > 1 && said[length - 1]?.word === 'and' && said.length > length ? said.slice(length) : said;
}

function unopened(left: readonly Token[]): readonly Token[] {
  const length = left[0]?.word === 'okay' || left[0]?.word === 'yes' || left[0]?.word === 'alright' ? 1 : 0;
  return trimMarks(left.slice(length));
}

const later = (clause: Clause): Clause => ({ ...clause, joint: 'then' });

function effectOf({ order, waitsFor, isFirst }: Link): Partial<Clause> {
  if (order === null) return { isFirst };
  const joint = waitsFor === null ? { joint: 'then' as const } : {};
  return { ...joint, after: order.after, isOutcome: order.isOutcome, waitsFor, isFirst };
}

/** How many tokens around a link decide what it does. */
const reach = 24;
type Role = 'lead' | 'trail' | 'split' | 'none';

/** What a link does: says how a sentence begins, how the clause before it ends, or parts two clauses. */
function roleOf(tokens: readonly Token[], start: number, at: number, link: Link, { isAgent }: Names): Role {
  const left = trimMarks(tokens.slice(Math.max(start, at - reach), at));
  const right = tokens.slice(at + link.length, at + link.length + reach);
  const { order, isSetOff, isClosed } = link;
  const only = left.filter(isSaid);
  if (only.length === 1 && questionWords.has(only[0]?.word ?? '')) return 'none';
  if (link.order === null && saysAny(preludes, unopened(left))) return 'lead';
  if (!left.some(isSaid)) return link.order?.isAdverb && !beginsRequest(right, isAgent) ? 'none' : 'lead';
  if (order?.isAdverb === true && determiners.has(left.at(-1)?.word ?? '')) return 'none';
  const isTrailing = order !== null && !order.isAdverb && !isSetOff;
  if (isTrailing && asksWhether(left)) return 'none';
  if (!right.some(isSaid)) return order !== null && !order.isAdverb && mayTrail(link) ? 'trail' : 'none';
  const begins = beginsRequest(right, isAgent);
  const tells =
    !begins &&
    left.filter(isSaid).length > 1 &&
    isStatementStart(right) &&
    !isBoundStatement(tokens.slice(start, at));
  if (isTrailing && isClosed && begins && mayTrail(link)) return 'trail';
  if (order !== null) return (isSetOff && !order.isAdverb) || begins ? 'split' : 'none';
  if (tells || (isSetOff && sharesVerb(left, right))) return 'split';
  return begins && isOwnClause(left, right, link, tokens[start]?.word ?? '') ? 'split' : 'none';
}

const fixing: ReadonlySet<string> = new Set(['fix', 'repair', 'correct', 'resolve']);
const hasPath = (tokens: readonly Token[]): boolean => tokens.some(({ kind }) => kind === 'path');
const isTrouble = ({ word }: Token): boolean => troubles.has(word) || troubleNouns.has(word);

/** "Fix the typo on the home page | and the broken link in the footer", or two things in two files. */
function sharesVerb(left: readonly Token[], right: readonly Token[]): boolean {
  if (!isThing(right)) return false;
  const near = right.slice(0, 8);
  if (hasPath(left) && hasPath(near)) return readCommand(left) !== null || isThing(left);
  const isFix = fixing.has(left[0]?.word ?? '') || isThing(left);
  return isFix && left.some(isTrouble) && near.slice(0, 5).some(isTrouble);
}

const isThing = ([first]: readonly Token[]): boolean => /^(?:the|a|an|some)$/.test(first?.word ?? '');
const binding: ReadonlySet<string> = new Set(
  'when if where that so while because until unless who which whether before after since how why what like as ensure'.split(
    ' ',
  ),
);
/** "Show it when the cart is empty and the user is logged in" goes on. */
const isBoundStatement = (left: readonly Token[]): boolean => left.some(({ word }) => binding.has(word));

const checking: ReadonlySet<string> = new Set(
  'look check see verify confirm know test wonder ensure validate out sure me determine ask'.split(' '),
);
/** "Check if the build passes" has no condition. */
const asksWhether = (left: readonly Token[]): boolean => checking.has(left.at(-1)?.word ?? '');

/** At the end only a key or the word "task" means a task: "show a toast after the save is done". */
function mayTrail({ waitsFor }: Link): boolean {
  return waitsFor === null || waitsFor.some((token) => token.kind === 'key' || token.word === 'task');
}

function isOwnClause(left: readonly Token[], right: readonly Token[], link: Link, first: string): boolean {
  const isLone = left.filter(isSaid).length < 2;
  if (isLone && (right[0]?.word === 'never' || right[1]?.word === 'not')) return false;
  if (isLone && !loneCommands.has(first) && !link.isFirst) return false;
  if (isBareRefusal(left)) return false;
  if (subordinators.has(first)) return false;
  if (fixedPairs.has(`${left.at(-1)?.word}+${right[0]?.word}`)) return false;
  const isPermitted = !link.isSetOff || link.hasWord ? permissions.has(first) && !hasComma(link) : false;
  return !isPermitted && !isOpenClause(left);
}

/** "Don't cancel, pause or retry it": the verbs share the refusal. */
const isBareRefusal = ([first, second, , more]: readonly Token[]): boolean =>
  more === undefined && (first?.word === 'never' || (first?.word === 'do' && second?.word === 'not'));

const hasComma = (link: Link): boolean => link.length > 1 && link.isSetOff && !link.hasWord;

/** "a button to save | and close it", "users can log in | and edit": the clause goes on. */
function isOpenClause(left: readonly Token[]): boolean {
  const opener = left.at(-2)?.word ?? '';
  if (openClauses.has(opener) && readCommand(left.slice(-1)) !== null) return left.length > 2;
  const modal = left.at(-3)?.word ?? '';
  return modal !== 'to' && modal !== 'that' && openClauses.has(modal) && left.length > 3;
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
