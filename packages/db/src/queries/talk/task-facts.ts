import type { RunMetrics, RunReason, RunStatus, StepResult } from '@overmind/contracts/entities/run';
import type { Task, TaskStatus } from '@overmind/contracts/entities/task';
import { sql } from 'kysely';
import type { Db } from '../../database.ts';

export interface RunFactsRow {
  attempt: number;
  status: RunStatus;
  reason: RunReason | null;
  status_detail: string | null;
  steps: StepResult[];
  exit_code: number | null;
  summary: string | null;
  metrics: RunMetrics;
  runner: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}

export interface TaskFactsRow {
  id: string;
  key: string;
  title: string;
  status: TaskStatus;
  status_reason: string | null;
  priority: number;
  requested_by: Task['requested_by'];
  created_by: string | null;
  created_at: Date;
  agent: string | null;
  agent_is_enabled: boolean | null;
  /** Its latest run, which may wait for a runner. */
  run: RunFactsRow | null;
  /** Runs that began. */
  attempts: number;
  waits_for: { key: string; status: TaskStatus }[];
  /** The latest change of status; `by` is a person's name, or null when it was no person. */
  moved: { to: TaskStatus; by: string | null; at: string } | null;
}

const runFacts = sql`(select row_to_json(f) from (
  select r.attempt, r.status, r.reason, r.status_detail, r.steps, r.exit_code, r.summary, r.metrics,
    n.name as runner, r.created_at, r.started_at, r.finished_at
  from agent_runs r left join runners n on n.id = r.runner_id where r.id = t.latest_run_id) f)`;
const waitsFor = sql`(select coalesce(json_agg(json_build_object('key', b.key, 'status', b.status) order by b.number), '[]')
  from task_dependencies d join tasks b on b.id = d.depends_on_task_id
  where d.task_id = t.id and b.status <> 'done')`;
const moved = sql`(select json_build_object('to', e.payload ->> 'to', 'at', e.created_at, 'by', (
    select display_name from users
    where id = case when e.actor ~ '^user:[0-9a-f-]{36}$' then substr(e.actor, 6)::uuid end))
  from task_events e where e.task_id = t.id and e.event_type = 'status_changed' order by e.id desc limit 1)`;

/** All that can be said of some tasks, each of one moment, in the order of their numbers. */
export async function listTaskFacts(db: Db, ids: readonly string[]): Promise<TaskFactsRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<TaskFactsRow>`
    select t.id, t.key, t.title, t.status, t.status_reason, t.priority, t.requested_by, t.created_at,
      u.display_name as created_by, a.name as agent, a.is_enabled as agent_is_enabled,
      ${runFacts} as run, ${waitsFor} as waits_for, ${moved} as moved,
      (select count(*)::int from agent_runs r where r.task_id = t.id and r.started_at is not null) as attempts
    from tasks t left join agents a on a.id = t.assigned_agent_id left join users u on u.id = t.created_by_user_id
    where t.id = any(${[...ids]}::uuid[]) order by t.number`.execute(db);
  return rows;
}
