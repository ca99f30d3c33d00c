import { nextBatch, type QueuedMerge } from '@overmind/db/queries/review/merge-queues';
import { lockOpenMerges, type MergeRow } from '@overmind/db/queries/review/merges';
import type { ChangeOf } from '@overmind/db/schema';
import type { Verdict } from '@overmind/domain/merges/queue';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { changeMerge, endMerge, type MergeEnd } from './change.ts';

/** Whether there is more to do at once. */
export type Step = 'again' | 'wait';

export const idsOf = (group: readonly { id: string }[]): string[] => group.map(({ id }) => id);

/** Waits for its turn; whether the branch has moved for it is as much known as before. */
export const unasked = { status: 'queued', ask_id: null } as const;
/** Waits for its turn, and the branch is known not to have moved for it. */
const untried = { ...unasked, merged_commit: null, has_moved: false } as const;

/** Waits for its turn after the branch was found as it had been; one that was seen to be in it stays known as that. */
export const anew = ({ has_moved }: MergeRow): ChangeOf<'merges'> => (has_moved ? unasked : untried);

/**
 * Locks a group as it was seen: null when another worker has gone on with it since. Those that were taken out
 * meanwhile are not among them.
 */
export async function lockAsSeen(w: Write, group: readonly QueuedMerge[]): Promise<MergeRow[] | null> {
  const seen = new Map(group.map(({ id, ask_id }) => [id, ask_id]));
  const merges = await lockOpenMerges(w.tx, idsOf(group));
  return merges.every(({ id, ask_id }) => ask_id === seen.get(id)) ? merges : null;
}

/** Changes each of a group, unless another worker has gone on with it. */
export async function forEachAsSeen(
  core: Core,
  group: readonly QueuedMerge[],
  change: (w: Write, merge: MergeRow) => Promise<unknown>,
): Promise<Step> {
  await write(core, systemCall, async (w) => {
    for (const merge of (await lockAsSeen(w, group)) ?? []) await change(w, merge);
  });
  return 'again';
}

/** Says why a group does not move; one that waits is told of once. */
export async function noteWaiting(core: Core, group: readonly QueuedMerge[], detail: string): Promise<Step> {
  const news = group.filter((merge) => merge.detail !== detail || merge.status !== 'queued');
  if (news.length > 0)
    await forEachAsSeen(core, news, (w, merge) => changeMerge(w, merge, { ...unasked, detail }));
  return 'wait';
}

/** Gives an answer up: the group is tried anew. */
export const tryAgain = (core: Core, group: readonly QueuedMerge[], detail: string): Promise<Step> =>
  forEachAsSeen(core, group, (w, merge) => changeMerge(w, merge, { ...unasked, detail }));

const notIn = ({ has_moved }: MergeRow): ChangeOf<'merges'> => (has_moved ? {} : { merged_commit: null });

const maxOvertaken = 10;

/** The branch moved on while the group was tried: again on top of that, but not for ever. */
export const tryOnTop = (core: Core, group: readonly QueuedMerge[]): Promise<Step> =>
  forEachAsSeen(core, group, async (w, merge) => {
    const overtaken = merge.overtaken + 1;
    const branch = merge.base_branch;
    if (overtaken < maxOvertaken) {
      const detail = `${branch} moved on meanwhile. Tried again on top of it.`;
      await changeMerge(w, merge, { ...anew(merge), overtaken, detail });
    } else {
      const detail = `${branch} moved on ${overtaken} times while this was tried. Merge it again when there is less going on.`;
      await endMerge(w, merge, { status: 'failed', detail, change: notIn(merge) });
    }
  });

/** Does what a verdict says of a group that could not go in as a whole. */
export async function follow(
  core: Core,
  group: readonly QueuedMerge[],
  verdict: Verdict,
  end: MergeEnd,
): Promise<Step> {
  const [first] = group;
  if (!first) return 'wait';
  const apart = verdict.act === 'part' ? new Set(idsOf(group.slice(verdict.first))) : new Set<string>();
  let batch: number | null = null;
  return forEachAsSeen(core, group, async (w, merge) => {
    if (verdict.act === 'settle' && merge.id === verdict.itemId)
      return endMerge(w, merge, { ...end, change: { ...end.change, ...notIn(merge) } });
    if (apart.has(merge.id)) batch ??= await nextBatch(w.tx, first);
    const detail = 'Tried again, as one beside it cannot go in.';
    return changeMerge(w, merge, {
      ...{ ...anew(merge), detail },
      ...(apart.has(merge.id) && batch !== null ? { batch } : {}),
    });
  });
}
