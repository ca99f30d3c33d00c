import type { RunReason } from '@overmind/contracts/entities/run';
import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

export interface Assigned {
  experiment_id: string;
  arm: string;
}

/** The arms that a subject was given in experiments of these templates, also in those that were stopped since. */
export async function listAssigned(db: Db, subject: string, keys: readonly string[]): Promise<Assigned[]> {
  const { rows } = await sql<Assigned>`select a.experiment_id, a.arm from prompt_assignments a
    join prompt_experiments e on e.id = a.experiment_id join prompt_templates t on t.id = e.template_id
    where a.subject = ${subject} and t.key = any(${keys}::text[])
    order by a.experiment_id`.execute(db);
  return rows;
}

export interface TaskWork {
  /** Why each of its runs ended, the last one's last; null for one that lives. */
  reasons: (RunReason | null)[];
  /** Of its runs: as the ledger knows it, else as their agents told it; null where nobody knows. */
  work_micros: number | null;
  /** Of the reviewers of its runs. */
  review_micros: number | null;
}

export async function sumTaskWork(db: Db, taskId: string): Promise<TaskWork> {
  const inLedger = (purpose: string) => sql`(select sum(cost_micros) from model_calls
    where task_id = ${taskId} and purpose = ${purpose})::bigint`;
  const { rows } = await sql<TaskWork>`select
      coalesce(array_agg(reason order by attempt), '{}') as reasons,
      coalesce(${inLedger('run.work')}, sum(greatest((metrics->>'cost_micros')::bigint, 0))::bigint) as work_micros,
      ${inLedger('run.review')} as review_micros
    from agent_runs where task_id = ${taskId}`.execute(db);
  const [row] = rows;
  return row ?? { reasons: [], work_micros: null, review_micros: null };
}

/** Locks the arms that a subject was given, in the order in which its outcomes are entered, until the transaction ends. */
export async function lockArmsOf(tx: Tx, subject: string, keys: readonly string[]): Promise<void> {
  await sql`select 1 from prompt_arms p join prompt_assignments a on (a.experiment_id, a.arm) = (p.experiment_id, p.name)
    join prompt_experiments e on e.id = a.experiment_id join prompt_templates t on t.id = e.template_id
    where a.subject = ${subject} and t.key = any(${keys}::text[])
    order by p.experiment_id for update of p`.execute(tx);
}

/** The first rating of a subject in these experiments; null before there is one. */
export async function findRating(
  db: Db,
  subject: string,
  experimentIds: readonly string[],
): Promise<number | null> {
  const { rows } = await sql<{ value: number }>`select value from prompt_outcomes
    where experiment_id = any(${experimentIds}::uuid[]) and subject = ${subject} and measure = 'rating'
    order by created_at, id limit 1`.execute(db);
  return rows[0]?.value ?? null;
}

export interface PlannedWork {
  tasks: number;
  /** Not at an end yet. */
  open: number;
  canceled: number;
  /** Of which people changed what is asked for, or for which they asked again. */
  mended: number;
}

const wordsOfTasks = ['title', 'description', 'acceptance_criteria', 'type'];

/** What became of the tasks that were made of a request. */
export async function sumPlannedWork(db: Db, projectId: string, requestId: string): Promise<PlannedWork> {
  const { rows } = await sql<PlannedWork>`select count(*)::int as tasks,
      (count(*) filter (where status not in ('done', 'failed', 'canceled')))::int as open,
      (count(*) filter (where status = 'canceled'))::int as canceled,
      (count(*) filter (where exists (select from audit_log a
          where a.project_id = t.project_id and a.created_at >= t.created_at and a.entity_id = t.id
            and a.action = 'task.updated' and a.detail->'fields' ?| ${wordsOfTasks}::text[])
        or exists (select from task_events v where v.task_id = t.id and v.payload ? 'replaced_by')))::int as mended
    from tasks t where project_id = ${projectId} and request_id = ${requestId}`.execute(db);
  return rows[0] ?? { tasks: 0, open: 0, canceled: 0, mended: 0 };
}
