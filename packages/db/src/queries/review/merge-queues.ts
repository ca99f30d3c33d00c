import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';
import type { MergeRow } from './merges.ts';

export interface MergeQueue {
  repo_path: string;
  base_branch: string;
}

/** A merge in its queue, with whose work it is, where that was done, and whether it is too early to ask for it again. */
export type QueuedMerge = MergeRow & { agent_id: string; runner_id: string | null; is_held: boolean };

const selectQueue = (db: Db, queue: MergeQueue) =>
  db
    .selectFrom('merges as m')
    .innerJoin('agent_runs as r', 'r.id', 'm.run_id')
    .innerJoin('tasks as t', 't.id', 'm.task_id')
    .selectAll('m')
    .select(['r.agent_id', 'r.runner_id', 't.key as task_key'])
    .select(sql<boolean>`coalesce(m.not_before > clock_timestamp(), false)`.as('is_held'))
    .where('m.repo_path', '=', queue.repo_path)
    .where('m.base_branch', '=', queue.base_branch)
    .where('m.status', 'in', ['queued', 'checking'])
    .orderBy('m.created_at')
    .orderBy('m.id');

/** The merges of a queue that are not over, the first in line first; with `afterId` those behind that one. */
export async function listQueue(
  db: Db,
  queue: MergeQueue,
  limit: number,
  afterId: string | null = null,
): Promise<QueuedMerge[]> {
  const rows = selectQueue(db, queue).limit(limit);
  if (afterId === null) return rows.execute();
  const isBehind = sql<boolean>`(m.created_at, m.id) > (select created_at, id from merges where id = ${afterId})`;
  return rows.where(isBehind).execute();
}

/** Those of a queue that wait for the answer of a runner, wherever they stand in it. */
export const listAsked = (db: Db, queue: MergeQueue): Promise<QueuedMerge[]> =>
  selectQueue(db, queue).where('m.ask_id', 'is not', null).execute();

/** A number that no group of the queue has. */
export async function nextBatch(tx: Tx, queue: MergeQueue): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(batch), 0) + 1 as next from merges where status in ('queued', 'checking')
      and repo_path = ${queue.repo_path} and base_branch = ${queue.base_branch}`.execute(tx);
  return rows[0]?.next ?? 1;
}

/** Queues that wait for a runner's answer which is there, or will not come any more. */
export async function listAnsweredQueues(db: Db, limit: number): Promise<MergeQueue[]> {
  const { rows } = await sql<MergeQueue>`
    select distinct m.repo_path, m.base_branch from merges m left join runner_asks a on a.id = m.ask_id
    where m.status in ('queued', 'checking') and m.ask_id is not null
      and (a.id is null or a.answer is not null or a.expires_at < now())
    limit ${limit}`.execute(db);
  return rows;
}

/** Queues that are not empty; of very many others each time, so that none is always left out. */
export async function listOpenQueues(db: Db, limit: number): Promise<MergeQueue[]> {
  const { rows } = await sql<MergeQueue>`
    select repo_path, base_branch from merges where status in ('queued', 'checking')
    group by repo_path, base_branch order by random() limit ${limit}`.execute(db);
  return rows;
}

/** Who accepted that commit of a task last, with how git shall name them; null when a rule did. */
export async function findApprover(
  db: Db,
  taskId: string,
  commit: string,
): Promise<{ user_id: string; name: string; email: string } | null> {
  const { rows } = await sql<{ user_id: string; name: string; email: string }>`
    select u.id as user_id, u.display_name as name, u.email from task_events e
    join users u on e.actor = 'user:' || u.id
    where e.task_id = ${taskId} and e.event_type = 'status_changed' and e.payload ->> 'to' = 'done'
      and e.payload ->> 'approved_commit' = ${commit}
    order by e.id desc limit 1`.execute(db);
  return rows[0] ?? null;
}
