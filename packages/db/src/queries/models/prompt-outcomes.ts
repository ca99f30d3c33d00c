import { sql } from 'kysely';
import type { Db } from '../../database.ts';

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
  runs: number;
  /** Of its runs: as the ledger knows it, else as their agents told it; null where nobody knows. */
  work_micros: number | null;
  /** Of the reviewers of its runs. */
  review_micros: number | null;
}

export async function sumTaskWork(db: Db, taskId: string): Promise<TaskWork> {
  const inLedger = (purpose: string) => sql`(select sum(cost_micros) from model_calls
    where task_id = ${taskId} and purpose = ${purpose})::bigint`;
  const { rows } = await sql<TaskWork>`select count(*)::int as runs,
      coalesce(${inLedger('run.work')}, sum(greatest((metrics->>'cost_micros')::bigint, 0))::bigint) as work_micros,
      ${inLedger('run.review')} as review_micros
    from agent_runs where task_id = ${taskId}`.execute(db);
  const [row] = rows;
  return row ?? { runs: 0, work_micros: null, review_micros: null };
}
