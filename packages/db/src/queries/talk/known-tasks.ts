import type { TaskStatus, TaskType } from '@overmind/contracts/entities/task';
import { sql } from 'kysely';
import type { Db } from '../../database.ts';

export interface KnownTaskRow {
  key: string;
  title: string;
  type: TaskType;
  status: TaskStatus;
  agent: string | null;
  updated_at: Date;
}

const maxRecent = 200;
const maxOfStatus = 100;
const open: TaskStatus[] = ['in_progress', 'needs_review', 'failed', 'blocked', 'queued'];

/**
 * The tasks that words may mean, newest first: the recent ones, the open ones of each status by urgency, and those
 * of these numbers. Bounded and by index, however many tasks there are.
 */
export async function listKnownTasks(
  db: Db,
  projectId: string,
  numbers: readonly number[],
): Promise<KnownTaskRow[]> {
  const { rows } = await sql<KnownTaskRow>`
    with known as (
      (select id from tasks where project_id = ${projectId} order by updated_at desc limit ${maxRecent})
      union (select id from tasks where project_id = ${projectId} and number = any(${[...numbers]}::int[]))
      union (select t.id from unnest(${open}::text[]) s (status), lateral (
        select id from tasks where project_id = ${projectId} and status = s.status
        order by priority, created_at limit ${maxOfStatus}) t)
    )
    select t.key, t.title, t.type, t.status, a.name as agent, t.updated_at
    from known join tasks t using (id) left join agents a on a.id = t.assigned_agent_id
    order by t.updated_at desc, t.number desc`.execute(db);
  return rows;
}

const maxNumber = 2 ** 31 - 1;

/** The task in which something changed last. */
export async function findLatestTaskKey(db: Db, projectId: string): Promise<string | null> {
  const row = await db
    .selectFrom('tasks')
    .select('key')
    .where('project_id', '=', projectId)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.key ?? null;
}

/** The tasks of these keys that there are, in the order of their numbers. */
export async function listTaskIdsByKey(
  db: Db,
  projectId: string,
  keys: readonly string[],
): Promise<{ id: string; key: string }[]> {
  const numbers = keys.map((key) => Number(/-(\d{1,10})$/.exec(key)?.[1] ?? 0));
  const wanted = numbers.filter((number) => number > 0 && number <= maxNumber);
  if (wanted.length === 0) return [];
  return db
    .selectFrom('tasks')
    .select(['id', 'key'])
    .where('project_id', '=', projectId)
    .where('number', 'in', wanted)
    .where('key', 'in', [...keys])
    .orderBy('number')
    .execute();
}
