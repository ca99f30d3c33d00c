import type { Run, RunJob } from '@overmind/contracts/entities/run';
import { sql } from 'kysely';
import { type Db, iso, isoOrNull, type Tx, toJson } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

export type RunRow = RowOf<'agent_runs'>;
/** What a job says beside its lease, which it gets when a runner takes it. */
/** What is worked out when a runner takes it is no part of it. */
export type RunPayload = Omit<
  RunJob,
  | 'lease_token'
  | 'lease_expires_at'
  | 'model_privacy'
  | 'repository_privacy'
  | 'known_models'
  | 'limited_origins'
  | 'prompts'
>;
/** As long as a run is not over. */
export const liveStatuses = ['queued', 'started', 'streaming'] as const;

export const toRun = (row: RunRow): Run => ({
  id: row.id,
  project_id: row.project_id,
  task_id: row.task_id,
  agent_id: row.agent_id,
  runner_id: row.runner_id,
  attempt: row.attempt,
  status: row.status,
  reason: row.reason,
  status_detail: row.status_detail,
  branch: row.branch,
  base_commit: row.base_commit,
  head_commit: row.head_commit,
  steps: row.steps,
  exit_code: row.exit_code,
  summary: row.summary,
  evidence: row.evidence,
  flags: row.flags,
  sandbox: row.sandbox,
  executor: row.executor,
  is_waiting: row.is_waiting && row.finished_at === null,
  metrics: row.metrics,
  log_seq: row.log_seq,
  transcript_seq: row.transcript_seq,
  cancel_requested_at: isoOrNull(row.cancel_requested_at),
  created_at: iso(row.created_at),
  started_at: isoOrNull(row.started_at),
  finished_at: isoOrNull(row.finished_at),
});

export async function insertRun(
  tx: Tx,
  run: {
    id: string;
    project_id: string;
    agent_id: string;
    task_id: string;
    attempt: number;
    repo_path: string;
    labels: string[];
    branch: string;
    executor: Run['executor'];
    payload: RunPayload;
  },
): Promise<RunRow> {
  return tx
    .insertInto('agent_runs')
    .values({ ...run, payload: toJson(run.payload) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function findRunRow(db: Db, id: string): Promise<RunRow | null> {
  return (await db.selectFrom('agent_runs').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function lockRun(tx: Tx, id: string): Promise<RunRow | null> {
  return (
    (await tx
      .selectFrom('agent_runs')
      .selectAll()
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst()) ?? null
  );
}

export async function lockLiveRunOfTask(tx: Tx, taskId: string): Promise<RunRow | null> {
  const row = await tx
    .selectFrom('agent_runs')
    .selectAll()
    .where('task_id', '=', taskId)
    .where('status', 'in', liveStatuses)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Queued runs of an agent, each with its task, locked. */
export async function lockQueuedRunsOfAgent(tx: Tx, agentId: string): Promise<RunRow[]> {
  return tx
    .selectFrom('agent_runs as r')
    .innerJoin('tasks as t', 't.id', 'r.task_id')
    .selectAll('r')
    .where('r.agent_id', '=', agentId)
    .where('r.status', '=', 'queued')
    .orderBy('t.number')
    .forNoKeyUpdate(['t', 'r'])
    .execute();
}

export async function findLatestCompletedRun(db: Db, taskId: string): Promise<RunRow | null> {
  const row = await db
    .selectFrom('agent_runs')
    .selectAll()
    .where('task_id', '=', taskId)
    .where('status', '=', 'completed')
    .orderBy('attempt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function countAttempts(db: Db, taskId: string): Promise<number> {
  const row = await db
    .selectFrom('agent_runs')
    .select((eb) => eb.fn.max('attempt').as('last'))
    .where('task_id', '=', taskId)
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** A run that never began is not one of the tries that a task has. */
export async function giveBackAttempt(tx: Tx, taskId: string): Promise<void> {
  await sql`update tasks set attempts = attempts - 1 where id = ${taskId} and attempts > 0`.execute(tx);
}

export async function updateRunRow(tx: Tx, id: string, change: ChangeOf<'agent_runs'>): Promise<RunRow> {
  return tx
    .updateTable('agent_runs')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * The last session of a coding agent that a task's lost runs leave to go on with. A run that ended in any other way
 * closes what was before it; one that never began does not count.
 */
export async function findLostSession(
  db: Db,
  { taskId, agentId }: { taskId: string; agentId: string },
): Promise<RunJob['resume']> {
  const { rows } = await sql<{ run_id: string; session_id: string }>`
    select id as run_id, session_id from agent_runs
    where task_id = ${taskId} and agent_id = ${agentId} and executor = 'acp'
      and session_id is not null and reason in ('lost', 'released')
      and attempt > coalesce((select max(attempt) from agent_runs
        where task_id = ${taskId} and started_at is not null and reason not in ('lost', 'released')), 0)
    order by attempt desc limit 1`.execute(db);
  return rows[0] ?? null;
}
