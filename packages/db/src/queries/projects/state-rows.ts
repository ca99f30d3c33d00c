import type { TaskStatus } from '@overmind/contracts/entities/task';
import { sql } from 'kysely';
import type { Db } from '../../database.ts';

export interface OpenTaskLine {
  key: string;
  title: string;
  type: string;
  priority: number;
  status: TaskStatus;
  status_reason: string | null;
  assigned_agent_id: string | null;
  /** Null unless its latest run ended badly. */
  failed_attempt: number | null;
  failed_agent: string | null;
  failed_reason: string | null;
}

const taskColumns = sql.raw(
  'key, title, type, priority, status, status_reason, assigned_agent_id, latest_run_id',
);

/** The most urgent open tasks of each status, and queued ones that wait for their next attempt. */
export async function listOpenTaskLines(db: Db, projectId: string, limit: number): Promise<OpenTaskLine[]> {
  const { rows } = await sql<OpenTaskLine>`
    select t.key, t.title, t.type, t.priority, t.status, t.status_reason, t.assigned_agent_id,
      r.attempt as failed_attempt, a.name as failed_agent, coalesce(r.status_detail, r.reason, '') as failed_reason
    from (
      select open.* from unnest(array['in_progress', 'needs_review', 'blocked', 'failed', 'queued']) s (status)
      cross join lateral (
        select ${taskColumns} from tasks where project_id = ${projectId} and status = s.status
        order by priority, created_at, id limit ${limit}) open
      union all
      (select ${taskColumns} from tasks where project_id = ${projectId} and status = 'queued' and not_before is not null
        order by not_before, id limit ${limit})
    ) t
    left join agent_runs r on r.id = t.latest_run_id and r.status in ('failed', 'timed_out')
    left join agents a on a.id = r.agent_id`.execute(db);
  return rows;
}

export interface CompletedRunLine {
  task: string;
  agent: string;
  attempt: number;
  finished_at: Date;
  commit: string | null;
}

/** Runs that succeeded among the last ones that ended; however many failed, no more than these are read. */
export async function listCompletedRunLines(
  db: Db,
  projectId: string,
  limit: number,
): Promise<CompletedRunLine[]> {
  const { rows } = await sql<CompletedRunLine>`
    select t.key as task, a.name as agent, r.attempt, r.finished_at, r.head_commit as commit
    from (
      select * from agent_runs where project_id = ${projectId} and finished_at is not null
      order by finished_at desc, id desc limit 200) r
    join tasks t on t.id = r.task_id
    join agents a on a.id = r.agent_id
    where r.status = 'completed' order by r.finished_at desc, r.id desc limit ${limit}`.execute(db);
  return rows;
}

/** When a task of the project last changed. */
export async function findLatestTaskChange(db: Db, projectId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('tasks')
    .select('updated_at')
    .where('project_id', '=', projectId)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.updated_at ?? null;
}
