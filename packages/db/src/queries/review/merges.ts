import type { Merge, MergeStatus } from '@overmind/contracts/entities/merge';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { sql } from 'kysely';
import { decodeCursor, microsOf, timeOfMicros, toPage } from '../../cursor.ts';
import { type Db, iso, isoOrNull, newId, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

export type MergeRow = RowOf<'merges'> & { task_key: string };

const open = ['queued', 'checking'] as const;
export const isOpenMerge = ({ status }: Pick<MergeRow, 'status'>): boolean =>
  status === 'queued' || status === 'checking';

export const toMerge = (row: MergeRow): Merge => ({
  id: row.id,
  project_id: row.project_id,
  task_id: row.task_id,
  task_key: row.task_key,
  run_id: row.run_id,
  repo_path: row.repo_path,
  base_branch: row.base_branch,
  head_commit: row.head_commit,
  strategy: row.strategy,
  target: row.target,
  status: row.status,
  detail: row.detail,
  conflicts: row.conflicts,
  evidence: row.evidence,
  base_commit: row.base_commit,
  // While it is open this is only where the branch is about to go.
  merged_commit: isOpenMerge(row) ? null : row.merged_commit,
  pull_request: row.pull_request,
  follow_up_task_id: row.follow_up_task_id,
  requested_by_user_id: row.requested_by_user_id,
  created_at: iso(row.created_at),
  started_at: isoOrNull(row.started_at),
  finished_at: isoOrNull(row.finished_at),
});

const taskKey = sql<string>`(select key from tasks where tasks.id = merges.task_id)`.as('task_key');
const selectMerges = (db: Db) => db.selectFrom('merges').selectAll('merges').select(taskKey);

export type MergeToInsert = Pick<
  RowOf<'merges'>,
  | 'project_id'
  | 'task_id'
  | 'run_id'
  | 'repo_path'
  | 'base_branch'
  | 'head_commit'
  | 'strategy'
  | 'target'
  | 'requested_by_user_id'
>;

export async function insertMerge(tx: Tx, merge: MergeToInsert): Promise<MergeRow> {
  return tx
    .insertInto('merges')
    .values({ id: newId(), conflicts: '[]', evidence: '[]', ...merge })
    .returningAll()
    .returning(taskKey)
    .executeTakeFirstOrThrow();
}

export async function findMerge(db: Db, id: string): Promise<MergeRow | null> {
  return (await selectMerges(db).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function lockMerge(tx: Tx, id: string): Promise<MergeRow | null> {
  return (await selectMerges(tx).where('id', '=', id).forNoKeyUpdate('merges').executeTakeFirst()) ?? null;
}

/** Locked in the order of the queue; those that are not open any more stay out. */
export async function lockOpenMerges(tx: Tx, ids: readonly string[]): Promise<MergeRow[]> {
  if (ids.length === 0) return [];
  return selectMerges(tx)
    .where('id', 'in', [...ids])
    .where('status', 'in', open)
    .orderBy('created_at')
    .orderBy('id')
    .forNoKeyUpdate('merges')
    .execute();
}

export async function updateMergeRow(tx: Tx, id: string, change: ChangeOf<'merges'>): Promise<MergeRow> {
  return tx
    .updateTable('merges')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .returning(taskKey)
    .executeTakeFirstOrThrow();
}

/** So long after now, by the database's clock. */
export const timeAfter = (ms: number) => sql<Date>`clock_timestamp() + ${ms} * interval '1 millisecond'`;

export async function findOpenMergeOfTask(db: Db, taskId: string): Promise<MergeRow | null> {
  const row = await selectMerges(db)
    .where('task_id', '=', taskId)
    .where('status', 'in', open)
    .executeTakeFirst();
  return row ?? null;
}

/** The newest merge of a task that went through. */
export async function findMergedOfTask(db: Db, taskId: string): Promise<MergeRow | null> {
  const row = await selectMerges(db)
    .where('task_id', '=', taskId)
    .where('status', '=', 'merged')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Those that a task was made for and that did not go through by themselves. */
export async function listMergesSettledBy(tx: Tx, taskId: string): Promise<MergeRow[]> {
  return selectMerges(tx)
    .where('follow_up_task_id', '=', taskId)
    .where('status', 'in', ['conflict', 'check_failed', 'failed'])
    .forNoKeyUpdate('merges')
    .execute();
}

export async function listMergesByIds(db: Db, ids: readonly string[]): Promise<MergeRow[]> {
  if (ids.length === 0) return [];
  return selectMerges(db)
    .where('id', 'in', [...ids])
    .execute();
}

export async function listMergePage(
  db: Db,
  projectId: string,
  page: PageQuery & { status?: MergeStatus[] | undefined; task?: string | undefined },
): Promise<Page<Merge>> {
  let query = selectMerges(db)
    .select(microsOf('created_at').as('created_micros'))
    .where('project_id', '=', projectId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  if (page.status) query = query.where('status', 'in', page.status);
  if (page.task) query = query.where('task_id', '=', page.task);
  if (page.cursor !== undefined) {
    const [micros, id] = decodeCursor(page.cursor, 'micros', 'id');
    query = query.where(sql<boolean>`(created_at, id) < (${timeOfMicros(micros)}, ${id}::uuid)`);
  }
  const rows = await query.execute();
  return toPage(rows, page.limit, (row) => [row.created_micros, row.id], toMerge);
}
