import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { Run, RunJob, RunStatus } from '@overmind/contracts/entities/run';
import { sql } from 'kysely';
import { decodeIdCursor, toPage } from '../../cursor.ts';
import { type Db, iso, isoOrNull, type Tx, toJson } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

export type RunRow = RowOf<'agent_runs'>;
/** What a job says beside its lease, which it gets when a runner takes it. */
export type RunPayload = Omit<RunJob, 'lease_token' | 'lease_expires_at'>;
const live = ['queued', 'started', 'streaming'] as const;

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
  metrics: row.metrics,
  log_seq: row.log_seq,
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
    branch: string;
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

/** A project's live runs and those that ended in the last `recentMs`. */
export async function listRecentRuns(
  db: Db,
  projectId: string,
  recentMs: number,
): Promise<{ id: string; logSeq: number; createdAt: Date }[]> {
  const { rows } = await sql<{ id: string; log_seq: number; created_at: Date }>`
    select id, log_seq, created_at from agent_runs
    where project_id = ${projectId} and status in ('queued', 'started', 'streaming')
    union all
    select id, log_seq, created_at from agent_runs
    where project_id = ${projectId} and finished_at > clock_timestamp() - ${recentMs} * interval '1 millisecond'`.execute(
    db,
  );
  return rows.map((row) => ({ id: row.id, logSeq: row.log_seq, createdAt: row.created_at }));
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
    .where('status', 'in', live)
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

export async function listRunPage(
  db: Db,
  projectId: string,
  page: PageQuery & { status?: RunStatus[] | undefined; task?: string | undefined },
): Promise<Page<Run>> {
  let query = db
    .selectFrom('agent_runs')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  if (page.status) query = query.where('status', 'in', page.status);
  if (page.task) query = query.where('task_id', '=', page.task);
  if (page.cursor !== undefined) query = query.where('id', '<', decodeIdCursor(page.cursor));
  return toPage(await query.execute(), page.limit, (row) => [row.id], toRun);
}

export async function listLiveRuns(db: Db, projectId: string): Promise<RunRow[]> {
  return db
    .selectFrom('agent_runs')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('status', 'in', live)
    .orderBy('created_at')
    .limit(200)
    .execute();
}

export async function listEndedRuns(db: Db, projectId: string, limit: number): Promise<RunRow[]> {
  return db
    .selectFrom('agent_runs')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('finished_at', 'is not', null)
    .orderBy('finished_at', 'desc')
    .limit(limit)
    .execute();
}

export async function countLiveRuns(db: Db): Promise<{ by: Map<string, number> }> {
  const rows = await db
    .selectFrom('agent_runs')
    .select(['agent_id', 'runner_id', 'project_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('status', 'in', live)
    .groupBy(['agent_id', 'runner_id', 'project_id'])
    .execute();
  const by = new Map<string, number>();
  for (const row of rows) {
    for (const id of [row.agent_id, row.runner_id, row.project_id]) {
      if (id !== null) by.set(id, (by.get(id) ?? 0) + row.count);
    }
  }
  return { by };
}

/** Runs that wait for a runner, by the repository they need. */
export async function countQueuedRunsByPath(db: Db): Promise<{ repo_path: string; count: number }[]> {
  return db
    .selectFrom('agent_runs')
    .select(['repo_path', (eb) => eb.fn.countAll<number>().as('count')])
    .where('status', '=', 'queued')
    .groupBy('repo_path')
    .execute();
}

/** Ids of queued runs that a runner may take, oldest first, locked with their tasks; those others hold are skipped. */
export async function lockClaimableRuns(tx: Tx, runnerId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from agent_runs r
    join tasks t on t.id = r.task_id and t.status = 'queued' and t.is_ready and t.assigned_agent_id = r.agent_id
    join agents a on a.id = r.agent_id and a.is_enabled
    join projects p on p.id = r.project_id and p.archived_at is null
      and p.settings ->> 'orchestration' is distinct from 'paused'
    where r.status = 'queued' and exists (
      select from runners n, unnest(n.allowed_roots) root
      where n.id = ${runnerId} and n.revoked_at is null and not n.is_draining
        and starts_with(r.repo_path || '/', rtrim(root, '/') || '/'))
    order by t.priority, r.created_at limit ${limit}
    for no key update of t, r skip locked`.execute(tx);
  return rows.map((row) => row.id);
}

export async function nextLeaseToken(tx: Tx): Promise<number> {
  const { rows } = await sql<{ token: number }>`select nextval('lease_tokens') as token`.execute(tx);
  return rows[0]?.token ?? 0;
}
