import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

/** Runs that wait for a runner, by the repository and the labels they need. */
export async function countQueuedRunsByNeed(
  db: Db,
): Promise<{ repo_path: string; labels: string[]; count: number }[]> {
  return db
    .selectFrom('agent_runs')
    .select(['repo_path', 'labels', (eb) => eb.fn.countAll<number>().as('count')])
    .where('status', '=', 'queued')
    .groupBy(['repo_path', 'labels'])
    .execute();
}

/** One that is silent for so long is not waited for. */
const workerSilenceMs = 30_000;

/** Whether a runner takes such runs as `r`: it is there, carries their labels and may work in their repository. */
const takesSuchRuns = (runner: 'n' | 'o') => {
  const its = (column: string) => sql.ref(`${runner}.${column}`);
  return sql`${its('revoked_at')} is null and not ${its('is_draining')}
    and r.labels <@ (${its('labels')} || ${its('own_labels')})
    and exists (select from unnest(${its('allowed_roots')}) root
      where starts_with(r.repo_path || '/', rtrim(root, '/') || '/'))`;
};

/** Likewise, of another runner than this one. */
const isOther = (runnerId: string) => sql`o.id <> ${runnerId} and ${takesSuchRuns('o')}`;

/**
 * Whether a run goes on from what another runner did that is there and has room for it: only that one is sure to have
 * the commit, since others may hold a clone of their own at the same path.
 */
const isForAnother = (runnerId: string) => sql`exists (
  select from agent_runs earlier join runners o on o.id = earlier.runner_id
  where earlier.head_commit = r.payload ->> 'start_commit' and earlier.task_id = r.task_id
    and ${isOther(runnerId)} and o.disconnected_at is null
    and o.last_heartbeat_at > clock_timestamp() - ${workerSilenceMs} * interval '1 millisecond'
    and o.capacity > (select count(*) from agent_runs busy
      where busy.runner_id = o.id and busy.status in ('started', 'streaming')))`;

/** Longer than a restart takes. */
const holderSilenceMs = 120_000;

/**
 * Whether a run begins with a merge that another runner holds. In a clone without that commit it could only fail, so
 * it waits for room there and through a restart; a later attempt goes to who made the one before it.
 */
const isOfMergeElsewhere = (runnerId: string) => sql`exists (
  select from merges m join agent_runs merged on merged.id = m.run_id join runners o on o.id = merged.runner_id
  where m.id = (r.payload -> 'origin' ->> 'merge_id')::uuid and r.payload ->> 'start_commit' is null
    and ${isOther(runnerId)}
    and o.last_heartbeat_at > clock_timestamp() - ${holderSilenceMs} * interval '1 millisecond')`;

export interface QueuedModelRun
  extends Pick<RowOf<'agent_runs'>, 'id' | 'project_id' | 'agent_id' | 'task_id' | 'repo_path' | 'payload'> {
  /** Of its task. */
  status_reason: string | null;
}

/** Absent in runs that were queued before there were reviewers. */
const isReviewed = sql`jsonb_array_length(coalesce(r.payload -> 'reviewers', '[]')) > 0`;
const isQueuedForModel = sql`r.status = 'queued' and (r.executor = 'model' or ${isReviewed}) and t.status = 'queued'`;

export type RunOfBudget = Pick<RowOf<'agent_runs'>, 'id' | 'project_id'> & Pick<RowOf<'tasks'>, 'spec_id'>;

/**
 * One queued run of each project, and of each spec in it, that has some for which the runner calls models by itself, to
 * work or to review.
 */
export async function listModelRunOfEachBudget(tx: Tx): Promise<RunOfBudget[]> {
  const { rows } = await sql<RunOfBudget>`
    select distinct on (r.project_id, t.spec_id) r.id, r.project_id, t.spec_id
    from agent_runs r join tasks t on t.id = r.task_id where ${isQueuedForModel}`.execute(tx);
  return rows;
}

/** All of them that take from the same budgets. */
export async function listQueuedModelRuns(
  tx: Tx,
  { project_id, spec_id }: Omit<RunOfBudget, 'id'>,
): Promise<QueuedModelRun[]> {
  const { rows } = await sql<QueuedModelRun>`
    select r.id, r.project_id, r.agent_id, r.task_id, r.repo_path, r.payload, t.status_reason
    from agent_runs r join tasks t on t.id = r.task_id
    where r.project_id = ${project_id} and t.spec_id is not distinct from ${spec_id}
      and ${isQueuedForModel}`.execute(tx);
  return rows;
}

/** Queued runs of coding agents where a rule of the project, of one of its repositories, of that kind of work or of the agent says `local_only`. */
export async function listQueuedLocalCoders(tx: Tx): Promise<QueuedModelRun[]> {
  const { rows } = await sql<QueuedModelRun>`
    select r.id, r.project_id, r.agent_id, r.task_id, r.repo_path, r.payload, t.status_reason
    from agent_runs r join tasks t on t.id = r.task_id
    join projects p on p.id = r.project_id join agents a on a.id = r.agent_id
    where r.status = 'queued' and r.executor = 'acp' and t.status = 'queued'
      and 'local_only' in (p.settings ->> 'model_privacy', a.config #>> '{model_policy,privacy}',
        r.payload #>> '{agent,config,model_policy,privacy}',
        p.settings #>> array['model_rules', t.type, 'privacy'],
        case when p.settings -> 'repository_privacy' @? '$.* ? (@ == "local_only")' then 'local_only' end)`.execute(
    tx,
  );
  return rows;
}

/**
 * Ids of queued runs that a runner may take, oldest first, locked with their tasks; those others hold are skipped, and
 * those that are kept back.
 */
export async function lockClaimableRuns(
  tx: Tx,
  runnerId: string,
  limit: number,
  keptBack: readonly string[] = [],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from agent_runs r
    join tasks t on t.id = r.task_id and t.status = 'queued' and t.is_ready and t.assigned_agent_id = r.agent_id
    join agents a on a.id = r.agent_id and a.is_enabled
    join projects p on p.id = r.project_id and p.archived_at is null
      and p.settings ->> 'orchestration' is distinct from 'paused'
    where r.status = 'queued' and r.id <> all(${[...keptBack]}::uuid[])
      and exists (select from runners n where n.id = ${runnerId} and ${takesSuchRuns('n')})
      and not ${isForAnother(runnerId)} and not ${isOfMergeElsewhere(runnerId)}
    order by t.priority, r.created_at limit ${limit}
    for no key update of t, r skip locked`.execute(tx);
  return rows.map((row) => row.id);
}

export async function nextLeaseToken(tx: Tx): Promise<number> {
  const { rows } = await sql<{ token: number }>`select nextval('lease_tokens') as token`.execute(tx);
  return rows[0]?.token ?? 0;
}
