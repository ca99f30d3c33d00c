import type { MergeStatus } from '@overmind/contracts/entities/merge';
import { withdrawAsk } from '@overmind/db/queries/execution/runners';
import {
  listMergesSettledBy,
  type MergeRow,
  toMerge,
  updateMergeRow,
} from '@overmind/db/queries/review/merges';
import type { ChangeOf } from '@overmind/db/schema';
import { sql } from 'kysely';
import type { Write } from '../write.ts';

export function emitMerge(w: Write, merge: MergeRow): void {
  w.emit(merge.project_id, 'merge.updated', merge.id, toMerge(merge));
}

/** Nobody waits for the question any more, so no runner may still act on it. */
async function withdrawQuestion(w: Write, { ask_id }: MergeRow, change: ChangeOf<'merges'>): Promise<void> {
  if (ask_id !== null && change.ask_id !== undefined && change.ask_id !== ask_id)
    await withdrawAsk(w.tx, ask_id);
}

/** Changes a locked merge that stays open, and shows it. */
export async function changeMerge(w: Write, merge: MergeRow, change: ChangeOf<'merges'>): Promise<MergeRow> {
  await withdrawQuestion(w, merge, change);
  const changed = await updateMergeRow(w.tx, merge.id, change);
  emitMerge(w, changed);
  return changed;
}

export interface MergeEnd {
  status: Exclude<MergeStatus, 'queued' | 'checking'>;
  /** For a person: what came of it, and what to do where it did not go in. */
  detail: string;
  change?: ChangeOf<'merges'>;
}

const shortHash = (commit: string): string => commit.slice(0, 10);

/** Ends a locked merge, and tells of it on its task. */
export async function endMerge(w: Write, merge: MergeRow, end: MergeEnd): Promise<MergeRow> {
  const detail = end.detail.slice(0, 2_000);
  await withdrawQuestion(w, merge, { ask_id: null });
  const ended = await updateMergeRow(w.tx, merge.id, {
    ...end.change,
    ...{ status: end.status, detail, ask_id: null, finished_at: sql<Date>`clock_timestamp()` },
  });
  emitMerge(w, ended);
  await w.taskEvent(merge.project_id, {
    task_id: merge.task_id,
    event_type: end.status === 'merged' || end.status === 'canceled' ? 'log' : 'error',
    payload: {
      ...{ message: detail, merge_id: merge.id, merge_status: end.status },
      ...{ base_branch: ended.base_branch, merged_commit: ended.merged_commit, conflicts: ended.conflicts },
    },
  });
  w.audit(`merge.${end.status}`, merge.id, merge.project_id, {
    ...{ key: merge.task_key, head_commit: merge.head_commit, base_branch: ended.base_branch, detail },
  });
  if (end.status === 'merged') await settleOrigins(w, ended);
  return ended;
}

/** What did not go in by itself has gone in, or out as a pull request, with the task that was made for it. */
async function settleOrigins(w: Write, merged: MergeRow): Promise<void> {
  for (const origin of await listMergesSettledBy(w.tx, merged.task_id)) {
    await changeMerge(w, origin, { detail: settledBy(merged) });
  }
}

function settledBy({ base_branch, task_key, merged_commit, pull_request }: MergeRow): string {
  if (pull_request !== null)
    return `With ${task_key} it waits in pull request #${pull_request.number}: ${pull_request.url}`;
  const commit = merged_commit === null ? '' : ` as ${shortHash(merged_commit)}`;
  return `It went into ${base_branch} with ${task_key}${commit}.`;
}
