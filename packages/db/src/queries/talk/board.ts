import type { StepResult } from '@overmind/contracts/entities/run';
import { type TaskStatus, taskStatuses } from '@overmind/contracts/entities/task';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../database.ts';

export interface BoardRow {
  id: string;
  key: string;
  title: string;
  status: TaskStatus;
  priority: number;
  status_reason: string | null;
  agent: string | null;
  updated_at: string;
  /** Of its latest run. */
  started_at: string | null;
  finished_at: string | null;
  steps: StepResult[] | null;
}

export interface Board {
  counts: Record<TaskStatus, number>;
  tasks: BoardRow[];
}

const finished: readonly TaskStatus[] = ['done', 'canceled'];

/** Open tasks by urgency and age, finished ones by recency. */
function tasksOfStatus(projectId: string, status: TaskStatus, limit: number): RawBuilder<unknown> {
  const order = finished.includes(status) ? sql`updated_at desc` : sql`priority, created_at, id`;
  return sql`(select id, row_number() over (order by ${order}) as place from tasks
    where project_id = ${projectId} and status = ${status} order by ${order} limit ${limit})`;
}

/** The first of each status, or these tasks in this order. */
type Shown = { statuses: readonly TaskStatus[]; limit: number } | { ids: readonly string[] };

function selectShown(projectId: string, shown: Shown): RawBuilder<unknown> {
  if ('ids' in shown)
    return sql`select id, place from unnest(${[...shown.ids]}::uuid[]) with ordinality as u (id, place)`;
  const parts = shown.statuses.map((status) => tasksOfStatus(projectId, status, shown.limit));
  return parts.length > 0 ? sql.join(parts, sql` union all `) : sql`select null::uuid as id, 0 as place`;
}

/**
 * How many tasks are in each status, and those that are to be shown. One statement, so that numbers and names are
 * of the same moment.
 */
export async function readBoard(db: Db, projectId: string, shown: Shown): Promise<Board> {
  const ids = selectShown(projectId, shown);
  const { rows } = await sql<{ counts: Partial<Record<TaskStatus, number>>; tasks: BoardRow[] }>`
    select (
      select coalesce(json_object_agg(status, number), '{}') from (
        select status, sum(number)::int as number from (
          select status, count as number from task_counts where project_id = ${projectId}
          union all select status, change from task_count_changes where project_id = ${projectId}) c
        group by status) s
    ) as counts, (
      select coalesce(json_agg(row_to_json(b) order by place), '[]') from (
        select shown.place, t.id, t.key, t.title, t.status, t.priority, t.status_reason, a.name as agent,
          t.updated_at, r.started_at, r.finished_at, r.steps
        from (${ids}) shown join tasks t on t.id = shown.id
        left join agents a on a.id = t.assigned_agent_id left join agent_runs r on r.id = t.latest_run_id) b
    ) as tasks`.execute(db);
  const counted = rows[0]?.counts ?? {};
  const counts = Object.fromEntries(taskStatuses.map((status) => [status, counted[status] ?? 0]));
  return { counts: counts as Record<TaskStatus, number>, tasks: rows[0]?.tasks ?? [] };
}
