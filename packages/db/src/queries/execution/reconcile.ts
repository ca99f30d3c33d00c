import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

/** What can be wrong with a run that shows as live. */
export type RunFault =
  | 'task_moved_on'
  | 'no_runner'
  | 'runner_revoked'
  | 'no_lease'
  | 'not_latest'
  | 'agent_removed'
  | 'agent_disabled'
  | 'other_agent'
  | 'project_archived'
  | 'project_paused'
  | 'no_runner_offers'
  | 'no_runner_carries';

/** A run may wait this long for a runner that offers its repository. */
const offerGraceMs = 45_000;

/** Whether a runner that is there and takes runs offers the repository and meets one condition more. */
const isOffered = (also = sql``) => sql`exists (
    select from runners o, unnest(o.allowed_roots) root
    where o.revoked_at is null and not o.is_draining
      and o.last_heartbeat_at > clock_timestamp() - ${offerGraceMs} * interval '1 millisecond'
      and starts_with(r.repo_path || '/', rtrim(root, '/') || '/') ${also})`;
const isCarried = isOffered(sql`and r.labels <@ (o.labels || o.own_labels)`);

const faultOfHeldRun = sql`case
  when t.status <> 'in_progress' then 'task_moved_on'
  when r.runner_id is null then 'no_runner'
  when n.revoked_at is not null then 'runner_revoked'
  when r.lease_expires_at is null then 'no_lease'
  when t.latest_run_id is distinct from r.id then 'not_latest' end`;

const faultOfQueuedRun = sql`case
  when t.status <> 'queued' then 'task_moved_on'
  when a.removed_at is not null then 'agent_removed'
  when not a.is_enabled then 'agent_disabled'
  when t.assigned_agent_id is distinct from r.agent_id then 'other_agent'
  when p.archived_at is not null then 'project_archived'
  when p.settings ->> 'orchestration' = 'paused' then 'project_paused'
  when r.created_at < clock_timestamp() - ${offerGraceMs} * interval '1 millisecond' and not ${isCarried}
    then case when ${isOffered()} then 'no_runner_carries' else 'no_runner_offers' end
  when t.latest_run_id is distinct from r.id then 'not_latest' end`;

/**
 * Live runs that cannot be as they stand, of all projects, or whether one run is such a one. They come in no order, so
 * that some that cannot be mended never hide the others.
 */
export async function listFaultyRuns(
  db: Db,
  { limit, runId }: { limit: number; runId?: string },
): Promise<{ id: string; fault: RunFault }[]> {
  const { rows } = await sql<{ id: string; fault: RunFault }>`
    select id, fault from (
      select r.id, case when r.status = 'queued' then ${faultOfQueuedRun} else ${faultOfHeldRun} end as fault
      from agent_runs r
      join tasks t on t.id = r.task_id
      join agents a on a.id = r.agent_id
      join projects p on p.id = r.project_id
      left join runners n on n.id = r.runner_id
      where r.status in ('queued', 'started', 'streaming')
      ${runId === undefined ? sql`` : sql`and r.id = ${runId}`}
    ) seen where fault is not null order by random() limit ${limit}`.execute(db);
  return rows;
}

/** Tasks that show as in progress although none of their runs is live. */
export async function listTasksWithoutRun(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from tasks t where t.status = 'in_progress' and not exists (
      select from agent_runs r where r.task_id = t.id and r.status in ('queued', 'started', 'streaming'))
    order by random() limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** Held runs whose cancel was asked for longer than `ms` ago. */
export async function listOverdueCancels(db: Db, ms: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from agent_runs where status in ('started', 'streaming')
    and cancel_requested_at < clock_timestamp() - ${ms} * interval '1 millisecond'
    order by cancel_requested_at limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

export async function findNewestRunId(db: Db, taskId: string): Promise<string | null> {
  const row = await db
    .selectFrom('agent_runs')
    .select('id')
    .where('task_id', '=', taskId)
    .orderBy('attempt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Of the tasks of a project that changed last, those that do not point at their newest run. */
export async function listMispointedTasks(db: Db, projectId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from (
      select id, latest_run_id from tasks where project_id = ${projectId} order by updated_at desc limit ${limit}
    ) t
    where t.latest_run_id is distinct from
      (select r.id from agent_runs r where r.task_id = t.id order by r.attempt desc limit 1)`.execute(db);
  return rows.map((row) => row.id);
}

/** The project that is looked at in this turn: each in its turn, the same for every worker. */
export async function findProjectOfTurn(db: Db, everyMs: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from projects order by id limit 1 offset (
      select floor(extract(epoch from clock_timestamp()) * 1000 / ${everyMs})::bigint % greatest(count(*), 1)
      from projects)`.execute(db);
  return rows[0]?.id ?? null;
}

/** The runners that are online, and those that were when a worker last acted on a change. */
export async function findOnlineRunners(
  db: Db,
  freshMs: number,
): Promise<{ online: string[]; noted: string[] }> {
  const { rows } = await sql<{ online: string[]; noted: string[] }>`
    select online_runners as noted, array(
      select id from runners where revoked_at is null and not is_draining and disconnected_at is null
        and last_heartbeat_at > clock_timestamp() - ${freshMs} * interval '1 millisecond'
      order by id) as online
    from installation`.execute(db);
  return rows[0] ?? { online: [], noted: [] };
}

/** False while another worker acts on a change of the runners. */
export async function lockRunnerWatch(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('online runners', 0)) as locked`.execute(tx);
  return rows[0]?.locked === true;
}

export async function noteOnlineRunners(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('installation')
    .set({ online_runners: [...ids] })
    .execute();
}
