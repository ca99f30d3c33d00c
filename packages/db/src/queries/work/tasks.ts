import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { type Task, type TaskStatus, type TaskType, taskStatuses } from '@overmind/contracts/entities/task';
import { type SelectQueryBuilder, sql } from 'kysely';
import { decodeCursor, microsOf, timeOfMicros, toPage } from '../../cursor.ts';
import { type Db, iso, isoOrNull, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf, Schema } from '../../schema.ts';

export type TaskRow = RowOf<'tasks'> & { depends_on: string[] };

export const toTask = (row: TaskRow): Task => ({
  id: row.id,
  key: row.key,
  project_id: row.project_id,
  title: row.title,
  description: row.description,
  acceptance_criteria: row.acceptance_criteria,
  type: row.type,
  phase: row.phase,
  priority: row.priority,
  status: row.status,
  status_reason: row.status_reason,
  assigned_agent_id: row.assigned_agent_id,
  depends_on: row.depends_on,
  after: row.after,
  files: row.files,
  overlaps: row.overlaps,
  request_id: row.request_id,
  parent_task_id: row.parent_task_id,
  origin: row.origin,
  spec_id: row.spec_id,
  latest_run_id: row.latest_run_id,
  requested_by: row.requested_by,
  created_by_user_id: row.created_by_user_id,
  due_at: isoOrNull(row.due_at),
  version: row.version,
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
});

const dependsOn = sql<string[]>`array(
  select depends_on_task_id from task_dependencies d where d.task_id = tasks.id order by 1)`.as('depends_on');

const selectTasks = (db: Db) => db.selectFrom('tasks').selectAll('tasks').select(dependsOn);

export async function findTaskRow(db: Db, id: string): Promise<TaskRow | null> {
  return (await selectTasks(db).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Not against rows that only refer to the task: a task that shall wait for this one can be added meanwhile. */
export async function lockTask(tx: Tx, id: string): Promise<TaskRow | null> {
  return (await selectTasks(tx).where('id', '=', id).forNoKeyUpdate('tasks').executeTakeFirst()) ?? null;
}

/** Locked in one order, so that two who lock several do not wait for each other in a circle. */
export async function lockTasks(tx: Tx, ids: readonly string[]): Promise<TaskRow[]> {
  if (ids.length === 0) return [];
  return selectTasks(tx)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forNoKeyUpdate('tasks')
    .execute();
}

export async function findTasksByKey(db: Db, projectId: string, keys: readonly string[]): Promise<TaskRow[]> {
  if (keys.length === 0) return [];
  return selectTasks(db)
    .where('project_id', '=', projectId)
    .where('key', 'in', [...keys])
    .execute();
}

export async function listTasksByIds(db: Db, ids: readonly string[]): Promise<TaskRow[]> {
  if (ids.length === 0) return [];
  return selectTasks(db)
    .where('id', 'in', [...ids])
    .execute();
}

export type TaskToInsert = Omit<
  RowOf<'tasks'>,
  | 'number'
  | 'key'
  | 'acceptance_criteria'
  | 'status'
  | 'created_at'
  | 'updated_at'
  | 'version'
  | 'attempts'
  | 'losses'
  | 'not_before'
  | 'overlaps'
  | 'is_ready'
  | 'latest_run_id'
  | 'phase'
  | 'parent_task_id'
  | 'origin'
  | 'status_reason'
  | 'status_since'
> & { acceptance_criteria: string[] };

/** Adds a task as queued, under the project's next number. */
export async function insertTask(tx: Tx, task: TaskToInsert): Promise<TaskRow> {
  const { acceptance_criteria, ...fields } = task;
  // Others who add a task wait from here to the commit.
  const counter = await tx
    .updateTable('project_task_counters')
    .set({ task_number: sql`task_number + 1` })
    .where('project_id', '=', task.project_id)
    .returning((eb) => [
      'task_number',
      eb
        .selectFrom('projects')
        .select('projects.key')
        .where('projects.id', '=', task.project_id)
        .as('prefix'),
    ])
    .executeTakeFirstOrThrow();
  const row = await tx
    .insertInto('tasks')
    .values({
      ...fields,
      number: counter.task_number,
      key: `${counter.prefix}-${counter.task_number}`,
      acceptance_criteria: JSON.stringify(acceptance_criteria),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { ...row, depends_on: [] };
}

export async function updateTaskRow(tx: Tx, id: string, change: ChangeOf<'tasks'>): Promise<TaskRow> {
  return tx
    .updateTable('tasks')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returningAll()
    .returning(dependsOn)
    .executeTakeFirstOrThrow();
}

/** Says of many tasks at once why they wait; answers them as they are then. */
export async function updateStatusReasons(
  tx: Tx,
  changes: readonly { id: string; reason: string | null }[],
): Promise<TaskRow[]> {
  if (changes.length === 0) return [];
  const ids = changes.map((change) => change.id);
  await sql`
    update tasks set status_reason = c.reason, version = version + 1
    from unnest(${ids}::uuid[], ${changes.map((change) => change.reason)}::text[]) as c (id, reason)
    where tasks.id = c.id`.execute(tx);
  return listTasksByIds(tx, ids);
}

export interface TaskFilter {
  status?: TaskStatus[] | undefined;
  type?: TaskType[] | undefined;
  agent?: string | undefined;
  q?: string | undefined;
}

function filtered<O>(query: SelectQueryBuilder<Schema, 'tasks', O>, filter: TaskFilter) {
  let result = query;
  if (filter.status) result = result.where('status', 'in', filter.status);
  if (filter.type) result = result.where('type', 'in', filter.type);
  if (filter.agent) result = result.where('assigned_agent_id', '=', filter.agent);
  if (filter.q) {
    const text = filter.q.toLowerCase();
    result = result.where(sql<boolean>`(position(${text} in lower(title)) > 0 or lower(key) = ${text})`);
  }
  return result;
}

export async function listTaskPage(
  db: Db,
  projectId: string,
  page: PageQuery & TaskFilter,
): Promise<Page<Task>> {
  let query = filtered(selectTasks(db), page)
    .select(microsOf('created_at').as('created_micros'))
    .where('project_id', '=', projectId)
    .orderBy('priority')
    .orderBy('created_at')
    .orderBy('id')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) {
    const [priority, createdMicros, id] = decodeCursor(page.cursor, 'integer', 'micros', 'id');
    query = query.where(
      sql<boolean>`(priority, created_at, id) > (${priority}::int, ${timeOfMicros(createdMicros)}, ${id}::uuid)`,
    );
  }
  const rows = await query.execute();
  return toPage(rows, page.limit, (row) => [row.priority, row.created_micros, row.id], toTask);
}

/** The first `limit` tasks of one status; open ones by priority and age, finished ones by recency. */
export async function listTasksOfStatus(
  db: Db,
  projectId: string,
  status: TaskStatus,
  limit: number,
): Promise<TaskRow[]> {
  const query = selectTasks(db).where('project_id', '=', projectId).where('status', '=', status).limit(limit);
  const isFinished = status === 'done' || status === 'canceled';
  return isFinished
    ? query.orderBy('updated_at', 'desc').execute()
    : query.orderBy('priority').orderBy('created_at').orderBy('id').execute();
}

export async function listRecentTasks(db: Db, projectId: string, limit: number): Promise<TaskRow[]> {
  return selectTasks(db)
    .where('project_id', '=', projectId)
    .orderBy('updated_at', 'desc')
    .limit(limit)
    .execute();
}

/** Exact at any moment: the base and the changes since are read by one statement. */
export async function countTasksByStatus(db: Db, projectId: string): Promise<Record<TaskStatus, number>> {
  const { rows } = await sql<{ status: TaskStatus; count: number }>`
    select status, sum(n)::bigint as count from (
      select status, count as n from task_counts where project_id = ${projectId}
      union all
      select status, change from task_count_changes where project_id = ${projectId}
    ) each group by status`.execute(db);
  const counts = new Map(rows.map((row) => [row.status, row.count]));
  return Object.fromEntries(taskStatuses.map((status) => [status, counts.get(status) ?? 0])) as Record<
    TaskStatus,
    number
  >;
}
