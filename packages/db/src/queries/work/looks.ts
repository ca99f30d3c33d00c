import type { TaskStatus } from '@overmind/contracts/entities/task';
import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';
import { listTasksByIds, type TaskRow } from './tasks.ts';

/** Ids of tasks to look at again, taken off the list; at most `limit` notes of them. */
export async function takeLooks(tx: Tx, projectId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ task_id: string }>`
    delete from task_looks where ctid = any(array(
      select ctid from task_looks where project_id = ${projectId} limit ${limit} for update skip locked))
    returning task_id`.execute(tx);
  return [...new Set(rows.map((row) => row.task_id))];
}

export async function hasLooks(db: Db, projectId: string): Promise<boolean> {
  const row = await db
    .selectFrom('task_looks')
    .select('task_id')
    .where('project_id', '=', projectId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Has every open task looked at that waits, might have to, or is done by nobody. */
export async function lookAtOpenTasks(tx: Tx, projectId: string): Promise<void> {
  await sql`
    insert into task_looks (project_id, task_id)
    select t.project_id, t.id from tasks t
    where t.project_id = ${projectId} and t.status in ('queued', 'blocked')
      and (not t.is_ready or t.assigned_agent_id is null
        or exists (select from task_dependencies d where d.task_id = t.id))`.execute(tx);
}

/** What each of these tasks depends on, in the order of the keys' numbers. */
export async function listDependencyStates(
  db: Db,
  taskIds: readonly string[],
): Promise<Map<string, { key: string; status: TaskStatus }[]>> {
  const states = new Map<string, { key: string; status: TaskStatus }[]>();
  if (taskIds.length === 0) return states;
  const rows = await db
    .selectFrom('task_dependencies as d')
    .innerJoin('tasks as t', 't.id', 'd.depends_on_task_id')
    .select(['d.task_id', 't.key', 't.status'])
    .where('d.task_id', 'in', [...taskIds])
    .orderBy('t.number')
    .execute();
  for (const { task_id: taskId, key, status } of rows) {
    const known = states.get(taskId) ?? [];
    states.set(taskId, known);
    known.push({ key, status });
  }
  return states;
}

/** Those of these tasks that have a run which no runner has taken yet. */
export async function listTasksWithQueuedRun(db: Db, taskIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ task_id: string }>`
    select task_id from agent_runs where task_id = any(${[...taskIds]}::uuid[]) and status = 'queued'`.execute(
    db,
  );
  return new Set(rows.map((row) => row.task_id));
}

/** Stores whether tasks wait, and of the queued ones why; answers those whose reason changed, as they are then. */
export async function updateReadiness(
  tx: Tx,
  changes: readonly { id: string; isReady: boolean; reason: string | null }[],
): Promise<TaskRow[]> {
  if (changes.length === 0) return [];
  const { rows } = await sql<{ id: string; is_told: boolean }>`
    update tasks t set is_ready = c.is_ready, status_reason = c.reason,
      version = t.version + (before.status_reason is distinct from c.reason)::int
    from unnest(${changes.map((each) => each.id)}::uuid[], ${changes.map((each) => each.isReady)}::boolean[],
      ${changes.map((each) => each.reason)}::text[]) as c (id, is_ready, reason)
      join tasks before on before.id = c.id
    where t.id = c.id
    returning t.id, before.status_reason is distinct from c.reason as is_told`.execute(tx);
  return listTasksByIds(
    tx,
    rows.filter((row) => row.is_told).map((row) => row.id),
  );
}
