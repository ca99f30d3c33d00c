import { sql } from 'kysely';
import { type Db, iso } from '../../database.ts';

/** Renews leases by the database's clock; those not answered are no longer held. */
export async function renewLeases(
  db: Db,
  runnerId: string,
  leases: readonly { run_id: string; lease_token: string }[],
  leaseMs: number,
) {
  if (leases.length === 0) return [];
  const { rows } = await sql<{ id: string; lease_expires_at: Date; is_canceled: boolean }>`
    update agent_runs r set lease_expires_at = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    from unnest(${leases.map((lease) => lease.run_id)}::uuid[], ${leases.map((lease) => lease.lease_token)}::text[])
      as l (run_id, token)
    where r.id = l.run_id and r.lease_token::text = l.token and r.runner_id = ${runnerId}
      and r.status in ('started', 'streaming')
    returning r.id, r.lease_expires_at, r.cancel_requested_at is not null as is_canceled`.execute(db);
  return rows.map((row) => ({ ...row, lease_expires_at: iso(row.lease_expires_at) }));
}

/** Live runs whose lease ran out, the longest ago first; none while no node took heartbeats for `outageMs`. */
export async function listExpiredRuns(db: Db, outageMs: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from agent_runs where status in ('started', 'streaming') and lease_expires_at < clock_timestamp()
    and (select apis_alive_at > clock_timestamp() - ${outageMs} * interval '1 millisecond' from installation)
    order by lease_expires_at limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

export async function isLeaseExpired(db: Db, runId: string): Promise<boolean> {
  const { rows } = await sql<{ is_expired: boolean }>`
    select lease_expires_at < clock_timestamp() as is_expired from agent_runs where id = ${runId}`.execute(
    db,
  );
  return rows[0]?.is_expired === true;
}

/** Runs leased to a runner that it does not say it has. */
export async function listMissingRuns(
  db: Db,
  runnerId: string,
  present: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from agent_runs where runner_id = ${runnerId} and status in ('started', 'streaming')
    and not (id = any(${[...present]}::uuid[]))`.execute(db);
  return rows.map((row) => row.id);
}

export async function listLeasedRuns(db: Db, runnerId: string): Promise<string[]> {
  return listMissingRuns(db, runnerId, []);
}

/** Canceled runs that this runner has not ended yet. */
export async function listCanceledRuns(db: Db, runnerId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from agent_runs where runner_id = ${runnerId} and status in ('started', 'streaming')
    and cancel_requested_at is not null`.execute(db);
  return rows.map((row) => row.id);
}

/**
 * Marks that a node takes heartbeats. When none did for longer than `outageMs`, runners had nowhere to renew:
 * every live lease gets a fresh term, so that an outage of ours kills no run.
 */
export async function beatApi(db: Db, outageMs: number, leaseMs: number): Promise<void> {
  await sql`
    with before as (
      select apis_alive_at < clock_timestamp() - ${outageMs} * interval '1 millisecond' as was_away
      from installation for update
    ), beat as (update installation set apis_alive_at = clock_timestamp())
    update agent_runs set lease_expires_at = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
    from before where was_away and status in ('started', 'streaming')`.execute(db);
}
