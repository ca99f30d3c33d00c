import type { Merge } from '@overmind/contracts/entities/merge';
import { AppError, notFound } from '@overmind/contracts/errors';
import {
  findMerge,
  isOpenMerge,
  lockMerge,
  type MergeRow,
  toMerge,
} from '@overmind/db/queries/review/merges';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
import { endMerge, type MergeEnd } from './change.ts';
import { whereItStands } from './where-it-stands.ts';

const refuse = (detail: string): AppError => new AppError('rule_violated', detail, { rule: 'merge.cancel' });

const busy = (detail: string): AppError => new AppError('unavailable', detail, { retryAfterS: 5 });

const out = 'Taken out of the queue.';

const canceled = (detail: string): MergeEnd => ({
  ...{ status: 'canceled', detail },
  change: { merged_commit: null },
});

/** How a merge ends that is taken out now, or why it cannot be any more. Changes nothing. */
async function endFor(core: Core, merge: MergeRow): Promise<MergeEnd> {
  const { base_branch, merged_commit } = merge;
  if (merged_commit === null) {
    const isUnderWay = merge.target === 'pull_request' && merge.ask_id !== null;
    return canceled(isUnderWay ? `${out} Its branch or its pull request may be at the remote already.` : out);
  }
  const commit = merged_commit.slice(0, 10);
  if (merge.has_moved) {
    const detail = `Merged into ${base_branch} as ${commit} in the repository itself; pushing it was given up.`;
    return { status: 'failed', detail };
  }
  switch (await whereItStands(core, merge)) {
    case 'moved':
      throw refuse(
        `${base_branch} holds it already, as ${commit}. Take it back with a revert once it is shown as merged.`,
      );
    case 'moving':
      throw busy('It is being merged at this moment. Try again in a few seconds.');
    case 'unmoved':
      return canceled(out);
    case 'unknown':
      return canceled(
        `${out} The runner that was to merge it did not say whether ${base_branch} went to ${commit}: look there.`,
      );
  }
}

const hasChanged = (seen: MergeRow, now: MergeRow): boolean =>
  seen.ask_id !== now.ask_id || seen.merged_commit !== now.merged_commit || seen.has_moved !== now.has_moved;

const mostLooks = 5;

/**
 * Takes a merge out of the queue, unless its branch has moved for it; one that only waits to be pushed any more ends as
 * it stands. One that goes on meanwhile is looked at again.
 */
export async function cancelMerge(core: Core, call: Call, id: string): Promise<Merge> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const merge = await cancelAsSeen(core, call, id);
    if (merge !== null) return merge;
  }
  throw busy('It goes on too fast to be taken out. Try again in a few seconds.');
}

/** Null when it went on between the look and the change. */
async function cancelAsSeen(core: Core, call: Call, id: string): Promise<Merge | null> {
  const seen = await findMerge(core.db, id);
  if (!seen) throw notFound('merge');
  const end = isOpenMerge(seen) ? await endFor(core, seen) : canceled(out);
  return write(core, call, async (w) => {
    const merge = await lockMerge(w.tx, id);
    if (!merge) throw notFound('merge');
    if (merge.status === 'canceled') return toMerge(merge);
    if (!isOpenMerge(merge)) throw refuse('This merge is over already.');
    if (hasChanged(seen, merge)) return null;
    return toMerge(await endMerge(w, merge, end));
  });
}
