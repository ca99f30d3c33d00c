import { preludes } from '../grammar/clutter.ts';
import { questionWords } from '../grammar/starts.ts';
import {
  determiners,
  fixedPairs,
  loneCommands,
  openClauses,
  permissions,
  subordinators,
} from '../grammar/verbs.ts';
import { stripOpening } from './clutter.ts';
import { readCommand } from './commands.ts';
import type { Link, Names } from './links.ts';
import { saysAny } from './phrases.ts';
import { isThing, sharesVerb } from './shared-verbs.ts';
import { beginsRequest, callsAgent, isStatementStart } from './starts.ts';
import { isSaid, type Token, trimMarks } from './tokens.ts';

/** How many tokens around a link decide what it does. */
const reach = 24;
function unopened(left: readonly Token[]): readonly Token[] {
  const length = left[0]?.word === 'okay' || left[0]?.word === 'yes' || left[0]?.word === 'alright' ? 1 : 0;
  return trimMarks(left.slice(length));
}

/** `share` parts two clauses of which the second has no verb of its own. */
export type Role = 'lead' | 'trail' | 'split' | 'share' | 'none';

/** What a link does: says how a sentence begins, how the clause before it ends, or parts two clauses. */
export function roleOf(
  tokens: readonly Token[],
  start: number,
  at: number,
  link: Link,
  { isAgent }: Names,
): Role {
  const left = trimMarks(tokens.slice(Math.max(start, at - reach), at));
  const right = tokens.slice(at + link.length, at + link.length + reach);
  const { order, isSetOff, isClosed } = link;
  const [first, more] = left.filter(isSaid);
  if (isInside(tokens.slice(start, at), tokens.slice(at, at + link.length))) return 'none';
  if (more === undefined && questionWords.has(first?.word ?? '')) return 'none';
  if (order === null && saysAny(preludes, unopened(left))) return 'lead';
  if (first === undefined) return order?.isAdverb && !beginsRequest(right, isAgent) ? 'none' : 'lead';
  if (order?.isAdverb === true && !isSetOff && determiners.has(left.at(-1)?.word ?? '')) return 'none';
  const isTrailing = order !== null && !order.isAdverb && !isSetOff;
  if (isTrailing && isOfProduct(left, tokens.slice(at, at + 3))) return 'none';
  if (!right.some(isSaid)) return order !== null && !order.isAdverb && mayTrail(link) ? 'trail' : 'none';
  const begins = beginsRequest(right, isAgent);
  if (isTrailing && isClosed && begins && mayTrail(link)) return 'trail';
  if (order !== null) return begins || (isSetOff && (!order.isAdverb || isThing(right))) ? 'split' : 'none';
  if (isSetOff && !isStatementStart(right) && sharesVerb(left, right)) return 'share';
  const isTold = !begins && more !== undefined && isStatementStart(right);
  if (isTold && !isBoundStatement(tokens.slice(start, at))) return 'split';
  if (callsAgent(trimMarks(right), isAgent) || isChain(left, right)) return 'split';
  if (isAbility(left, link)) return 'none';
  return begins && isOwnClause(left, right, link, tokens[start]?.word ?? '') ? 'split' : 'none';
}

const showing: ReadonlySet<string> = new Set(
  'show display log retry warn alert throw return render print hide raise abort'.split(' '),
);
/** "Check if the build passes", "show a toast in case of an error": what looks like a condition is what the product does. */
const isOfProduct = (left: readonly Token[], [first, ...more]: readonly Token[]): boolean =>
  (whether.has(first?.word ?? '') && asksWhether(left)) ||
  (showing.has(left[0]?.word ?? '') &&
    first?.word === 'in' &&
    more.some(({ word }) => word === 'case' || word === 'event'));

const binding: ReadonlySet<string> = new Set(
  'when if where that so while because until unless who which whether before after since how why what like as ensure'.split(
    ' ',
  ),
);
/** "Show it when the cart is empty and the user is logged in" goes on. */
const isBoundStatement = (left: readonly Token[]): boolean => left.some(({ word }) => binding.has(word));

/** "Could you also …": the word belongs to what it stands in. */
const isInside = (left: readonly Token[], link: readonly Token[]): boolean =>
  link.length === 1 &&
  link[0]?.word === 'also' &&
  modals.has(left[0]?.word ?? '') &&
  left.length < maxModal &&
  readCommand(stripOpening(left)) === null;
const modals: ReadonlySet<string> = new Set(
  'could can would will should may might do does please'.split(' '),
);
const maxModal = 8;

const whether: ReadonlySet<string> = new Set(['if', 'when', 'whether']);
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
  return !isPermitted && (right[0]?.word === 'please' || !isOpenClause(left));
}

const chained: ReadonlySet<string> = new Set(
  'build test lint typecheck deploy release publish ship merge commit push migrate format tag bump'.split(
    ' ',
  ),
);
/** "Lint, test and deploy": each verb is a step of its own. */
const isChain = (left: readonly Token[], [first, next]: readonly Token[]): boolean =>
  left.filter(isSaid).length === 1 &&
  chained.has(left.find(isSaid)?.word ?? '') &&
  chained.has(first?.word ?? '') &&
  (next === undefined ||
    !isSaid(next) ||
    next.word === 'then' ||
    (afterStep.has(next.word) && left.find(isSaid)?.word !== 'build') ||
    next.word === 'and' ||
    next.word === 'to');
const afterStep: ReadonlySet<string> = new Set(['it', 'everything', 'all']);

/** "Users should be able to log in and reset their password" */
const isAbility = (left: readonly Token[], { hasWord, length }: Link): boolean =>
  hasWord && length === 1 && left.some(({ word }, at) => word === 'able' && left[at + 1]?.word === 'to');

/** "Don't cancel, pause or retry it": the verbs share the refusal. */
const isBareRefusal = ([first, second, , more]: readonly Token[]): boolean =>
  more === undefined && (first?.word === 'never' || (first?.word === 'do' && second?.word === 'not'));

const hasComma = (link: Link): boolean => link.length > 1 && link.isSetOff && !link.hasWord;

/** "a button to save | and close it", "users can log in | and edit": the clause goes on. */
function isOpenClause(left: readonly Token[]): boolean {
  const opener = left.at(-2)?.word ?? '';
  if (openClauses.has(opener) && readCommand(left.slice(-1)) !== null) return left.length > 2;
  if (opener === 'be') return false;
  const modal = left.at(-3)?.word ?? '';
  return modal !== 'to' && modal !== 'that' && openClauses.has(modal) && left.length > 3;
}
