import type { BudgetRules } from '@overmind/contracts/entities/budget';
import { sql } from 'kysely';
import { type Db, type Tx, toJson } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

/** The row that counts what is spent under a budget. */
export interface CounterKey {
  scope: string;
  project_id: string | null;
  /** Of budgets that begin anew each day, in UTC. */
  day: string | null;
}

export type Counter = Pick<
  RowOf<'budget_counters'>,
  'scope' | 'spent_micros' | 'warned_micros' | 'warned_at' | 'stopped_micros'
> & {
  held_micros: number;
};

/** Today by the database's clock, in UTC. */
export async function findToday(db: Db): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select (clock_timestamp() at time zone 'utc')::date::text as day`.execute(db);
  return rows[0]?.day ?? '';
}

/** The largest sum that a program can count with; beyond it sums stand still. */
const mostMicros = Number.MAX_SAFE_INTEGER;

const readCounters = async (db: Db, scopes: string[]): Promise<Counter[]> => {
  const { rows } = await sql<Counter>`
    select c.scope, c.spent_micros, c.warned_micros, c.warned_at, c.stopped_micros, least(coalesce(
      (select sum(h.amount_micros) from budget_holds h
        where h.scope = c.scope and h.expires_at > clock_timestamp()), 0), ${mostMicros})::bigint as held_micros
    from budget_counters c where c.scope = any(${scopes}::text[]) order by c.scope`.execute(db);
  return rows;
};

export const listCounters = readCounters;

/** Makes the counters that are not there yet and holds all of them, in one order for all who do. */
export async function lockCounters(tx: Tx, keys: readonly CounterKey[]): Promise<Counter[]> {
  const sorted = [...keys].sort((one, other) => (one.scope < other.scope ? -1 : 1));
  const scopes = sorted.map(({ scope }) => scope);
  await sql`insert into budget_counters (scope, project_id, day)
    select * from unnest(${scopes}::text[], ${sorted.map((key) => key.project_id)}::uuid[],
      ${sorted.map(({ day }) => day)}::date[])
    on conflict do nothing`.execute(tx);
  await sql`select 1 from budget_counters where scope = any(${scopes}::text[]) order by scope for update`.execute(
    tx,
  );
  // Another statement: only one that begins now sees what those committed who held the rows before.
  return readCounters(tx, scopes);
}

export async function insertHolds(
  tx: Tx,
  hold: { callId: string; scopes: string[]; micros: number; holdMs: number },
): Promise<void> {
  await sql`insert into budget_holds (call_id, scope, amount_micros, expires_at)
    select ${hold.callId}, scope, ${hold.micros}, clock_timestamp() + ${hold.holdMs}::float8 * interval '1 ms'
    from unnest(${hold.scopes}::text[]) scope`.execute(tx);
}

export async function deleteHolds(db: Db, callId: string): Promise<void> {
  await db.deleteFrom('budget_holds').where('call_id', '=', callId).execute();
}

/** Of all calls that take from this budget, in the others, too. */
export async function deleteHoldsWith(tx: Tx, scope: string): Promise<void> {
  await sql`delete from budget_holds where call_id in (select call_id from budget_holds where scope = ${scope})`.execute(
    tx,
  );
}

/** Sets aside no more than this for a call; never more than before. */
export async function lowerHolds(db: Db, callId: string, micros: number): Promise<void> {
  await sql`update budget_holds set amount_micros = least(amount_micros, ${micros})
    where call_id = ${callId}`.execute(db);
}

/** On counters that the caller holds. */
export async function addSpent(tx: Tx, scopes: string[], micros: number): Promise<void> {
  await sql`update budget_counters set spent_micros = least(spent_micros + ${micros}, ${mostMicros})
    where scope = any(${scopes}::text[])`.execute(tx);
}

export async function markWarned(tx: Tx, scope: string, softMicros: number): Promise<void> {
  await sql`update budget_counters set warned_micros = ${softMicros}, warned_at = clock_timestamp()
    where scope = ${scope}`.execute(tx);
}

export async function markStopped(tx: Tx, scope: string, hardMicros: number): Promise<void> {
  await sql`update budget_counters set stopped_micros = ${hardMicros} where scope = ${scope}`.execute(tx);
}

const keptDays = 40;

/** Drops holds that count no more, and counters of days long gone. */
export async function deleteOldBudgets(db: Db): Promise<void> {
  await sql`delete from budget_holds where expires_at < now() - interval '1 hour'`.execute(db);
  await sql`delete from budget_counters where day < now()::date - ${keptDays}::int`.execute(db);
}

export async function findInstallationBudgets(
  db: Db,
): Promise<{ budgets: Partial<BudgetRules>; version: number }> {
  return db.selectFrom('model_settings').select(['budgets', 'version']).executeTakeFirstOrThrow();
}

export async function lockInstallationBudgets(tx: Tx): Promise<{ version: number }> {
  return tx.selectFrom('model_settings').select('version').forUpdate().executeTakeFirstOrThrow();
}

export async function putInstallationBudgets(tx: Tx, budgets: BudgetRules): Promise<void> {
  await tx
    .updateTable('model_settings')
    .set({ budgets: toJson(budgets), version: sql`version + 1` })
    .execute();
}
