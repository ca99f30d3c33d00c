import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

const drift = (projectId: string) => sql`
  select coalesce(a.status, k.status) as status, coalesce(a.count, 0) - coalesce(k.count, 0) as change
  from (select status, count(*) from tasks where project_id = ${projectId} group by status) a
  full join (
    select status, sum(count) as count from (
      select status, count from task_counts where project_id = ${projectId}
      union all select status, change from task_count_changes where project_id = ${projectId}
    ) each group by status
  ) k on k.status = a.status
  where coalesce(a.count, 0) <> coalesce(k.count, 0)`;

export interface CountDrift {
  status: string;
  /** What is to be added to the kept number. */
  change: number;
}

/** Where the kept numbers of a project's tasks differ from its tasks. */
export async function findCountDrift(db: Db, projectId: string): Promise<CountDrift[]> {
  const { rows } = await sql<CountDrift>`
    select status, change::int as change from (${drift(projectId)}) found`.execute(db);
  return rows;
}

/** Adds what is missing to the kept numbers. What others add meanwhile is in both numbers, or in neither. */
export async function mendCounts(tx: Tx, projectId: string): Promise<CountDrift[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`counts:${projectId}`}, 0))`.execute(tx);
  const { rows } = await sql<CountDrift>`
    insert into task_count_changes (project_id, status, change)
    select ${projectId}::uuid, status, change::int from (${drift(projectId)}) found
    returning status, change`.execute(tx);
  return rows;
}
