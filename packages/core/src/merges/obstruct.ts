import type { QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import { type MergeRow, timeAfter } from '@overmind/db/queries/review/merges';
import type { Core } from '../core.ts';
import { changeMerge, endMerge } from './change.ts';
import { anew, forEachAsSeen, type Step, unasked } from './steps.ts';

/** After how long a runner is asked again that could not do its part; after the last, the merge ends. */
const waitsMs = [5_000, 30_000, 120_000, 300_000];

/** Whether it is not yet the last time that it is asked for again. */
export const isPatient = ({ obstructed }: MergeRow): boolean => obstructed < waitsMs.length;

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What a person can go by when it was tried often enough. */
function lastWords({ base_branch, merged_commit, has_moved }: MergeRow, reason: string): string {
  const times = waitsMs.length + 1;
  const commit = (merged_commit ?? '').slice(0, 10);
  if (has_moved)
    return `Merged into ${base_branch} as ${commit} in the repository itself, but not pushed: ${reason}`;
  if (merged_commit === null)
    return `${reason} It was tried ${times} times. Merge it again once that is settled.`;
  return `${reason} It was tried ${times} times, and nobody could say whether ${base_branch} holds ${commit}. Look there before you merge it again.`;
}

/**
 * A runner could not do its part for a reason that no merge is to blame for: the group is left as it is and asked for
 * again, later each time and not for ever. `isUnmoved` says that the branch is known to stand where it stood.
 */
export async function obstruct(
  core: Core,
  group: readonly QueuedMerge[],
  detail: string,
  { isUnmoved = false } = {},
): Promise<Step> {
  const reason = sentence(detail);
  return forEachAsSeen(core, group, async (w, merge) => {
    const waitMs = waitsMs[merge.obstructed];
    if (waitMs === undefined) {
      const change = merge.has_moved ? {} : { merged_commit: null };
      await endMerge(w, merge, { status: 'failed', detail: lastWords(merge, reason), change });
      return;
    }
    await changeMerge(w, merge, {
      ...(isUnmoved ? anew(merge) : unasked),
      ...{ obstructed: merge.obstructed + 1, not_before: timeAfter(waitMs) },
      detail: `${reason} Tried again in ${waitMs / 1_000} s.`,
    });
    const { repo_path, base_branch } = merge;
    await w.enqueue('merge.advance', { repo_path, base_branch }, new Date(Date.now() + waitMs));
  });
}
