import type { QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import type { MergeRow } from '@overmind/db/queries/review/merges';
import type { Core } from '../core.ts';
import { endMerge, type MergeEnd } from './change.ts';
import { forEachAsSeen, type Step } from './steps.ts';

export type Pushed = { ok: true; remote: string } | { ok: false; remote: string; detail: string };

/** The branch has moved: tells each of the group how that went, and how the push did. */
export const settle = (core: Core, group: readonly QueuedMerge[], pushed: Pushed | null): Promise<Step> =>
  forEachAsSeen(core, group, (w, merge) => endMerge(w, merge, endOf(merge, pushed)));

function endOf(merge: MergeRow, pushed: Pushed | null): MergeEnd {
  const where = `${merge.base_branch} as ${(merge.merged_commit ?? '').slice(0, 10)}`;
  const change = { has_moved: true };
  if (merge.target !== 'push' || pushed === null)
    return { status: 'merged', detail: `Merged into ${where}.`, change };
  if (pushed.ok)
    return { status: 'merged', detail: `Merged into ${where} and pushed to ${pushed.remote}.`, change };
  const detail = `Merged into ${where} in the repository itself, but ${pushed.remote} did not take it: ${pushed.detail}`;
  return { status: 'failed', detail, change };
}
