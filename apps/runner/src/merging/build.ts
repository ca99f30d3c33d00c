import type { MergeItem } from '@overmind/contracts/frames/questions';
import { GitError, type GitPlace, git, tryGit } from '../workspace/git.ts';
import { type MergedTrees, mergeTrees } from './merge-trees.ts';
import { findCommit, findMergeBase, isAncestor, treeOf } from './open.ts';
import { signatures } from './signatures.ts';

export interface Built {
  /** One for each item: the commit that brings it in, and what that stands on. */
  places: { commit: string; base: string }[];
  tip: string;
}

export interface Conflict {
  itemId: string;
  conflicts: string[];
  detail: string;
}

type Placed = { commit: string; base: string; tip: string };
type Outcome = { ok: true; placed: Placed } | { ok: false; conflict: Conflict };

const conflictOf = (item: MergeItem, detail: string, conflicts: string[] = []): Outcome => ({
  ok: false,
  conflict: { itemId: item.id, conflicts, detail },
});

/** Puts the items one on the other on top of `base` as commits that no branch names yet. Throws GitError. */
export async function buildCommits(
  place: GitPlace,
  base: string,
  branch: string,
  items: readonly MergeItem[],
): Promise<{ ok: true; built: Built } | { ok: false; conflict: Conflict }> {
  const places: Built['places'] = [];
  let tip = base;
  for (const item of items) {
    const outcome = await putOn(place, tip, branch, item);
    if (!outcome.ok) return outcome;
    tip = outcome.placed.tip;
    places.push({ commit: outcome.placed.commit, base: outcome.placed.base });
  }
  return { ok: true, built: { places, tip } };
}

async function putOn(place: GitPlace, tip: string, branch: string, item: MergeItem): Promise<Outcome> {
  if ((await findCommit(place, item.head_commit)) === null)
    throw new GitError(`Commit ${item.head_commit.slice(0, 10)} is not in this repository any more.`, null);
  const earlier = await findEarlier(place, tip, item);
  if (earlier !== null) return { ok: true, placed: { ...earlier, tip } };
  if (item.strategy === 'ff') return forward(place, tip, branch, item);
  return combine(place, tip, branch, item);
}

/** Where the tip holds the item already: merged before a crash, or by a person. */
async function findEarlier(
  place: GitPlace,
  tip: string,
  item: MergeItem,
): Promise<{ commit: string; base: string } | null> {
  const shared = await findMergeBase(place, item.head_commit, tip);
  const range = shared === null ? tip : `${shared}..${tip}`;
  const format = '%H %P%x00%(trailers:key=Overmind-Merge,valueonly,separator=%x2C)';
  const found = await git(
    [
      'log',
      '--max-count=5',
      '--fixed-strings',
      `--grep=Overmind-Merge: ${item.id}`,
      `--format=${format}`,
      range,
      '--',
    ],
    place,
    { isRead: true },
  );
  for (const line of found.split('\n')) {
    const [commits = '', trailer = ''] = line.split('\0');
    const [commit, base] = commits.split(' ');
    if (trailer.trim() === item.id && commit !== undefined && base !== undefined) return { commit, base };
  }
  if (shared !== item.head_commit) return null;
  return {
    commit: item.head_commit,
    base: (await findCommit(place, `${item.head_commit}^`)) ?? item.head_commit,
  };
}

async function forward(place: GitPlace, tip: string, branch: string, item: MergeItem): Promise<Outcome> {
  const { head_commit: head } = item;
  if (await isAncestor(place, tip, head)) return { ok: true, placed: { commit: head, base: tip, tip: head } };
  return conflictOf(
    item,
    `${branch} has moved on since this work began, so it cannot be fast-forwarded. Merge or squash it, or have it rebased.`,
  );
}

async function combine(place: GitPlace, tip: string, branch: string, item: MergeItem): Promise<Outcome> {
  if ((await findMergeBase(place, tip, item.head_commit)) === null)
    return conflictOf(item, `This work and ${branch} share no history.`);
  const merged: MergedTrees = await mergeTrees(place, tip, item.head_commit);
  if (merged.conflicts.length > 0) {
    const count = merged.conflicts.length;
    const files = count === 1 ? 'One file conflicts' : `${count} files conflict`;
    return conflictOf(item, `${files} with what ${branch} holds now.`, merged.conflicts);
  }
  if (item.strategy === 'squash' && merged.tree === (await treeOf(place, tip)))
    return conflictOf(item, `${branch} holds all of these changes already, so nothing is left to merge.`);
  const parents = item.strategy === 'merge' ? [tip, item.head_commit] : [tip];
  const commit = await git(
    ['commit-tree', merged.tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'],
    place,
    { env: signatures(item), input: `${item.subject}\n\n${item.trailers.join('\n')}\n` },
  );
  return { ok: true, placed: { commit, base: tip, tip: commit } };
}

/** Whether git would take this for one line of a message. */
export const isLine = (text: string): boolean => !/[\n\r\0]/.test(text) && text.trim() !== '';

/** Commits on one side only: ahead are those of `head`, behind those of `base`. */
export async function countApart(
  place: GitPlace,
  base: string,
  head: string,
): Promise<{ ahead: number; behind: number }> {
  const counted = await tryGit(['rev-list', '--count', '--left-right', `${base}...${head}`, '--'], place, {
    isRead: true,
  });
  const [behind = 0, ahead = 0] = (counted ?? '').split('\t').map(Number);
  return { ahead, behind };
}
