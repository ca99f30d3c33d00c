import { taskStatuses } from '@overmind/contracts/entities/task';
import { sql } from 'kysely';
import type { Tx } from '../../database.ts';

/** Who sets the base waits for whoever does so already, and sees what that left. */
const lockBase = (tx: Tx, projectId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`counts:${projectId}`}, 0))`.execute(tx);

/** Adds the changes to the base. Those that are being written meanwhile stay for the next time. */
export async function foldTaskCounts(tx: Tx, projectId: string): Promise<void> {
  await lockBase(tx, projectId);
  await sql`
    with taken as (
      delete from task_count_changes where project_id = ${projectId} returning status, change
    )
    insert into task_counts (project_id, status, count)
    select ${projectId}::uuid, status, sum(change) from taken group by status
    on conflict (project_id, status) do update set count = task_counts.count + excluded.count`.execute(tx);
}

/** Counts from scratch. One statement sees one moment, so no change is counted twice or left out. */
export async function recountTasks(tx: Tx, projectId: string): Promise<void> {
  await lockBase(tx, projectId);
  await sql`
    with taken as (delete from task_count_changes where project_id = ${projectId})
    insert into task_counts (project_id, status, count)
    select ${projectId}::uuid, s.status, count(t.id) from unnest(${[...taskStatuses]}::text[]) s (status)
    left join tasks t on t.project_id = ${projectId} and t.status = s.status
    group by s.status
    on conflict (project_id, status) do update set count = excluded.count`.execute(tx);
}
