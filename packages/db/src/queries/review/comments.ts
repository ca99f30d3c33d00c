import type { NewReviewComment, ReviewComment } from '@overmind/contracts/entities/merge';
import { sql } from 'kysely';
import type { z } from 'zod';
import { type Db, iso, isoOrNull, newId, type Tx } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

type CommentRow = RowOf<'review_comments'>;

export const toComment = (row: CommentRow): ReviewComment => ({
  ...row,
  sent_at: isoOrNull(row.sent_at),
  resolved_at: isoOrNull(row.resolved_at),
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
});

export interface CommentToInsert extends z.output<typeof NewReviewComment> {
  project_id: string;
  task_id: string;
  run_id: string;
  head_commit: string | null;
  author_user_id: string | null;
}

export async function insertComment(tx: Tx, comment: CommentToInsert): Promise<ReviewComment> {
  const row = await tx
    .insertInto('review_comments')
    .values({ id: newId(), ...comment })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toComment(row);
}

export async function lockComment(tx: Tx, id: string): Promise<CommentRow | null> {
  const row = await tx
    .selectFrom('review_comments')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function updateComment(tx: Tx, id: string, body: string): Promise<ReviewComment> {
  const row = await tx
    .updateTable('review_comments')
    .set({ body, updated_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toComment(row);
}

/** Resolved by a person (`byUserId`) now, or open again when `isResolved` is false. */
export async function resolveComment(
  tx: Tx,
  id: string,
  isResolved: boolean,
  byUserId: string | null,
): Promise<ReviewComment> {
  const row = await tx
    .updateTable('review_comments')
    .set({
      resolved_at: isResolved ? sql<Date>`clock_timestamp()` : null,
      resolved_by_user_id: isResolved ? byUserId : null,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toComment(row);
}

export async function deleteComment(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('review_comments').where('id', '=', id).execute();
}

/** Most comments that one run may have. */
export const maxCommentsOfRun = 500;

export async function countCommentsOfRun(db: Db, runId: string): Promise<number> {
  const row = await db
    .selectFrom('review_comments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('run_id', '=', runId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** All comments of a run, oldest first. */
export async function listCommentsOfRun(db: Db, runId: string): Promise<ReviewComment[]> {
  const rows = await db
    .selectFrom('review_comments')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(maxCommentsOfRun)
    .execute();
  return rows.map(toComment);
}

/** Marks what is open and was not sent of a task as sent now; answers it in the order of the files. */
export async function sendComments(tx: Tx, taskId: string): Promise<ReviewComment[]> {
  const rows = await tx
    .updateTable('review_comments')
    .set({ sent_at: sql<Date>`clock_timestamp()` })
    .where('task_id', '=', taskId)
    .where('sent_at', 'is', null)
    .where('resolved_at', 'is', null)
    .returningAll()
    .execute();
  const place = (row: CommentRow) => [row.path, String(row.line).padStart(8, '0'), row.id].join('\0');
  return rows.sort((a, b) => (place(a) < place(b) ? -1 : 1)).map(toComment);
}
