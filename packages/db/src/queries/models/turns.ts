import type { ProviderLimits } from '@overmind/contracts/entities/provider';
import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

/** The run that a runner makes its call for. */
export interface TurnRun {
  runId: string;
  leaseToken: number;
  runnerId: string;
}

export interface AskedTurn {
  id: string;
  /** Where it is counted. */
  place: string;
  /** Whose limits hold there. */
  provider: string;
  tokens: number;
  run: TurnRun | null;
}

export interface LineRow {
  before: number;
  behind: number;
  held: number;
  window: { atMs: number; requests: number; tokens: number }[];
  nowMs: number;
  /** Null for a provider of which nothing was ever set. */
  limits: Partial<ProviderLimits> | null;
}

/** How long it counts that nobody says is still there. */
const termMs = 30_000;
const ofRunMs = 2 * 3_600_000;
const until = (ms: number) => sql`clock_timestamp() + ${ms}::float8 * interval '1 ms'`;

/** Those who ask at one place do so one after the other, until the end of the transaction. */
export async function lockTurns(tx: Tx, place: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('model turns:' || ${place}, 0))`.execute(tx);
}

/** Puts a call in the line, where it keeps its place when it is said again. */
export async function putTurn(tx: Tx, turn: AskedTurn): Promise<{ seq: number; isTaken: boolean }> {
  const { id, place, provider, tokens, run } = turn;
  const { rows } = await sql<{ seq: number; isTaken: boolean }>`
    insert into model_turns (id, place, provider, tokens, run_id, lease_token, runner_id, expires_at)
    values (${id}, ${place}, ${provider}, ${tokens}, ${run?.runId ?? null}, ${run?.leaseToken ?? null},
      ${run?.runnerId ?? null}, ${until(termMs)})
    on conflict (id) do update set expires_at = greatest(model_turns.expires_at, excluded.expires_at)
    returning seq, taken_at is not null as "isTaken"`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('a turn was not stored');
  return row;
}

const isAlive = sql`t.expires_at > clock_timestamp() and (t.run_id is null or exists (
  select from agent_runs r where r.id = t.run_id and r.lease_token = t.lease_token
    and r.status in ('started', 'streaming')))`;

/** A second in which calls went counts from its end, so that a minute never holds more than it may. */
export async function readLine(
  tx: Tx,
  { place, provider }: Pick<AskedTurn, 'place' | 'provider'>,
  seq: number,
): Promise<LineRow> {
  const { rows } = await sql<LineRow>`
    select line.*, (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs",
      (select limits from model_providers where name = ${provider}) as limits,
      (select coalesce(json_agg(json_build_object('requests', requests, 'tokens', tokens,
          'atMs', extract(epoch from second) * 1000 + 1000) order by second), '[]')
        from model_windows
        where place = ${place} and second > clock_timestamp() - interval '62 seconds') as "window"
    from (select
        count(*) filter (where taken_at is null and seq < ${seq}) as before,
        count(*) filter (where taken_at is null and seq > ${seq}) as behind,
        count(*) filter (where taken_at is not null) as held
      from model_turns t where place = ${place} and ${isAlive}) line`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error('no line was read');
  return row;
}

/** The call goes now; it counts in this second. Old seconds go with it. */
export async function takeTurn(tx: Tx, { id, place, run }: AskedTurn): Promise<void> {
  await sql`
    with old as (
      delete from model_windows where place = ${place} and second < clock_timestamp() - interval '2 minutes'),
    taken as (
      update model_turns set taken_at = clock_timestamp(), expires_at = ${until(run === null ? termMs : ofRunMs)}
      where id = ${id} returning place, taken_at, tokens)
    insert into model_windows as w (place, second, requests, tokens)
    select place, date_trunc('second', taken_at), 1, tokens from taken
    on conflict (place, second) do update
      set requests = w.requests + 1, tokens = w.tokens + excluded.tokens`.execute(tx);
}

/**
 * Takes a call out, whether it waits or is over; what it took in truth counts in the place of what it might have taken.
 * Null where it was out already. Calls of runners are taken out by their own runner only.
 */
export async function leaveTurn(
  db: Db,
  { id, tokens, runnerId }: { id: string; tokens: number | null; runnerId: string | null },
): Promise<string | null> {
  const { rows } = await sql<{ place: string }>`
    with gone as (
      delete from model_turns where id = ${id} and runner_id is not distinct from ${runnerId}::uuid
      returning place, taken_at, tokens),
    settled as (
      update model_windows w set tokens = greatest(0, w.tokens + ${tokens}::bigint - gone.tokens) from gone
      where ${tokens}::bigint is not null and w.place = gone.place
        and w.second = date_trunc('second', gone.taken_at))
    select place from gone`.execute(db);
  return rows[0]?.place ?? null;
}

/** They go on, or go on waiting. */
export async function renewTurns(db: Db, ids: readonly string[]): Promise<void> {
  await sql`update model_turns set expires_at = ${until(termMs)} where id = any(${ids}::uuid[])`.execute(db);
}

export async function deleteOldTurns(db: Db): Promise<void> {
  await sql`delete from model_turns where expires_at < now() - interval '1 minute'`.execute(db);
}
