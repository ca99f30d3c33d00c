import { type AllowedRoots, isWithin } from '../../workspace/roots.ts';
import { branchRef, type Merging } from '../open.ts';
import { findFilter } from './filters.ts';
import { type Checkout, findCheckouts } from './find.ts';
import { findHalfDone } from './half-done.ts';
import { dryRun } from './read-tree.ts';
import { findCoveredFile } from './untracked.ts';

export interface Move {
  opened: Merging;
  roots: AllowedRoots;
  branch: string;
  from: string;
  /** The tree, or a commit with the tree, that the branch gets. */
  tree: string;
}

export type Way =
  | { kind: 'free' }
  | { kind: 'checkout'; checkout: Checkout }
  | { kind: 'obstructed'; detail: string };

const obstructed = (detail: string): Way => ({ kind: 'obstructed', detail });

/** How a branch can be moved: freely, or together with the one checkout that stands on it, or not now. */
export async function findWay(move: Move): Promise<Way> {
  const { opened, roots, branch } = move;
  const { on, rebasing } = await findCheckouts(opened.place, branchRef(branch));
  const [rebased] = rebasing;
  if (rebased !== undefined)
    return obstructed(
      `${branch} is being rebased in ${rebased.path}. Finish or abort that, then merge again.`,
    );
  const [checkout, second] = on;
  if (checkout === undefined) return { kind: 'free' };
  if (second !== undefined)
    return obstructed(
      `${branch} is checked out in ${checkout.path} and in ${second.path}. Leave it in one of them.`,
    );
  if (!roots.list.some((root) => isWithin(root, checkout.path)))
    return obstructed(
      `${branch} is checked out in ${checkout.path}, outside the folders this runner may work in. Check out another branch there.`,
    );
  const halfDone = await findHalfDone(checkout);
  return halfDone === null ? { kind: 'checkout', checkout } : obstructed(halfDone);
}

/** Why a checkout's files cannot follow the branch without harm to what a person has there. */
export async function findHarm(checkout: Checkout, from: string, tree: string): Promise<string | null> {
  return (
    (await findFilter(checkout, from, tree)) ??
    (await findCoveredFile(checkout, from, tree)) ??
    (await dryRun(checkout, from, tree))
  );
}

/** What stands in the way of a move; null when nothing does. */
export async function findObstacle(move: Move): Promise<string | null> {
  const way = await findWay(move);
  if (way.kind === 'free') return null;
  return way.kind === 'obstructed' ? way.detail : findHarm(way.checkout, move.from, move.tree);
}
