import { isSaid, isSymbol, type Token } from '../language/tokens.ts';
import { agentNamed } from './agents.ts';
import type { Board, Targets } from './board.ts';
import { isClean } from './wording.ts';

/** "Give it to frontend instead of backend": who is not meant any more. */
export function withoutRival(clause: readonly Token[], { context }: Board): readonly Token[] {
  const at = clause.length - (clause.at(-2)?.word === 'the' ? 4 : 3);
  const [one, other] = clause.slice(Math.max(0, at));
  const isRival =
    (one?.word === 'instead' && other?.word === 'of') || (one?.word === 'rather' && other?.word === 'than');
  return at > 1 && isRival && agentNamed(clause.slice(-1), context.agents) !== null
    ? clause.slice(0, at)
    : clause;
}

/** "Cancel SHOP-14, SHOP-17 replaces it": keys after other words are told of, not acted on. */
export function withoutTale(what: readonly Token[], board: Board): readonly Token[] {
  if (isClean(what, board) || what.filter(({ kind }) => kind === 'key').length < 2) return what;
  const first = what.findIndex(({ kind }) => kind === 'key');
  const end = what.findIndex((token, at) => at > first && !isListing(token));
  const head = end < 0 ? what : what.slice(0, end);
  return head.at(-1)?.kind === 'key' ? withoutLast(head, what[end]) : head;
}

/** The key before a verb is what that verb is said of. */
const withoutLast = (head: readonly Token[], next: Token | undefined): readonly Token[] => {
  const before = head.at(-2);
  return isSymbol(before, ',') && next !== undefined && isSaid(next) ? head.slice(0, -2) : head;
};
const isListing = (token: Token): boolean =>
  token.kind === 'key' || isSymbol(token, ',', '&', '/') || token.word === 'and' || token.word === 'or';

/** "SHOP-19 or SHOP-16": one of them is meant. */
export function eitherOf(what: readonly Token[], targets: Targets, { index }: Board): Targets | null {
  if (targets.kind !== 'found' || targets.keys.length < 2) return null;
  const isEither = what.some(({ word }, at) => word === 'or' && what[at + 1]?.kind === 'key');
  const candidates = index.tasks.filter(({ key }) => targets.keys.includes(key));
  return isEither && candidates.length > 1 ? { kind: 'unclear', candidates } : null;
}
