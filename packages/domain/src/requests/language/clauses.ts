import type { DependencyCondition } from '@overmind/contracts/entities/task';
import {
  fixedPairs,
  loneCommands,
  openClauses,
  permissions,
  subordinators,
} from '../grammar/verbs.ts';
import { openings } from '../grammar/clutter.ts';
import { beforeClause } from './before.ts';
import { readCommand } from './commands.ts';
import { type IsTask, type Link, readLink } from './links.ts';
import type { Sentence } from './sentences.ts';
import { matchStart } from './phrases.ts';
import { beginsRequest } from './starts.ts';
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
}

const plain = { after: 'done', isOutcome: false, waitsFor: null, isFirst: false } as const;

/** What a sentence asks for, clause by clause, in the order in which it shall be done. */
export function splitClauses({ tokens: said, isQuestion }: Sentence, isTask: IsTask): Clause[] {
  const tokens = withoutLead(said);
  const swapped = beforeClause(tokens);
  if (swapped !== null) {
    const [first, second] = swapped.map((part) => splitClauses({ tokens: part, isQuestion: false }, isTask));
    return [...(first ?? []), ...(second ?? []).map((clause, index) => (index === 0 ? later(clause) : clause))];
  }
  const clauses: Clause[] = [];
  let clause: Clause = { ...plain, tokens, joint: 'new', isQuestion };
  let start = 0;
  const end = (at: number): void => {
    const part = trimMarks(tokens.slice(start, at));
    if (part.some(isSaid)) clauses.push({ ...clause, tokens: part });
  };
  for (let at = 0; at < tokens.length; at++) {
    const link = readLink(tokens, at, isTask);
    if (link === null) continue;
    const role = roleOf(tokens, start, at, link);
    if (role === 'lead') clause = { ...clause, ...effectOf(link) };
    if (role === 'trail') {
      clause = { ...clause, ...effectOf(link) };
      end(at);
      clause = { ...plain, tokens, joint: 'and', isQuestion };
    }
    if (role === 'split') {
      end(at);
      clause = { ...plain, tokens, isQuestion, joint: 'and', ...effectOf(link) };
    }
    if (role !== 'none') start = at + link.length;
    at += Math.max(1, role === 'none' ? 1 : link.length) - 1;
  }
  end(tokens.length);
  return inOrder(clauses);
}

/** "Go ahead and approve it": what ends in "and" before a request joins nothing. */
function withoutLead(said: readonly Token[]): readonly Token[] {
  const length = matchStart(openings, said.slice(0, 8))?.length ?? 0;
  return length > 1 && said[length - 1]?.word === 'and' && said.length > length ? said.slice(length) : said;
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
function roleOf(tokens: readonly Token[], start: number, at: number, link: Link): Role {
  const left = trimMarks(tokens.slice(Math.max(start, at - reach), at));
  const right = tokens.slice(at + link.length, at + link.length + reach);
  const { order, isSetOff, isClosed } = link;
  if (!left.some(isSaid)) return link.order?.isAdverb && !beginsRequest(right) ? 'none' : 'lead';
  const isTrailing = order !== null && !order.isAdverb && !isSetOff;
  if (isTrailing && asksWhether(left)) return 'none';
  if (!right.some(isSaid)) return order !== null && !order.isAdverb && mayTrail(link) ? 'trail' : 'none';
  const begins = beginsRequest(right);
  if (isTrailing && isClosed && begins && mayTrail(link)) return 'trail';
  if (order !== null) return (isSetOff && !order.isAdverb) || begins ? 'split' : 'none';
  return begins && isOwnClause(left, right, link, tokens[start]?.word ?? '') ? 'split' : 'none';
}

const checking: ReadonlySet<string> = new Set('check see verify confirm know test wonder ensure validate out sure me determine ask'.split(' '));
/** "Check if the build passes" has no condition. */
const asksWhether = (left: readonly Token[]): boolean => checking.has(left.at(-1)?.word ?? '');

/** At the end only a key or the word "task" means a task: "show a toast after the save is done". */
function mayTrail({ waitsFor }: Link): boolean {
  return waitsFor === null || waitsFor.some((token) => token.kind === 'key' || token.word === 'task');
}

function isOwnClause(
  left: readonly Token[],
  right: readonly Token[],
  link: Link,
  first: string,
): boolean {
  const isLone = left.filter(isSaid).length < 2;
  if (isLone && (right[0]?.word === 'never' || right[1]?.word === 'not')) return false;
  if (isLone && !loneCommands.has(first) && !link.isFirst) return false;
  if (subordinators.has(first)) return false;
  if (fixedPairs.has(`${left.at(-1)?.word}+${right[0]?.word}`)) return false;
  const isPermitted = !link.isSetOff || link.hasWord ? permissions.has(first) && !hasComma(link) : false;
  return !isPermitted && !isOpenClause(left);
}

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
