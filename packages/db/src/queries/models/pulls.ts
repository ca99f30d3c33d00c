import type { ModelPull, PullStatus } from '@overmind/contracts/entities/model-pull';
import { sql } from 'kysely';
import { type Db, iso, isoOrNull, newId, type Tx } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

export type PullRow = RowOf<'model_pulls'>;

export const toPull = (row: PullRow): ModelPull => ({
  ...{ id: row.id, provider: row.provider, model: row.model, status: row.status, step: row.step },
  ...{ total_bytes: row.total_bytes, completed_bytes: row.completed_bytes, error: row.error },
  ...{ created_at: iso(row.created_at), finished_at: isoOrNull(row.finished_at) },
});

/** Written out, as the index of what goes on is found by it. */
const isLive = sql<boolean>`status in ('queued', 'running')`;

/** Null where one of that model goes on already. */
export async function insertPull(
  tx: Tx,
  pull: Pick<PullRow, 'provider' | 'model' | 'requested_by_user_id'>,
): Promise<PullRow | null> {
  const row = await tx
    .insertInto('model_pulls')
    .values({ id: newId(), ...pull })
    .onConflict((conflict) => conflict.columns(['provider', 'model']).where(isLive).doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export const findLivePull = (db: Db, provider: string, model: string): Promise<PullRow | undefined> =>
  db
    .selectFrom('model_pulls')
    .selectAll()
    .where('provider', '=', provider)
    .where('model', '=', model)
    .where(isLive)
    .executeTakeFirst();

export const findPull = (db: Db, id: string): Promise<PullRow | undefined> =>
  db.selectFrom('model_pulls').selectAll().where('id', '=', id).executeTakeFirst();

export const listPulls = (db: Db, provider: string, limit: number): Promise<PullRow[]> =>
  db
    .selectFrom('model_pulls')
    .selectAll()
    .where('provider', '=', provider)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

const silentFor = sql`interval '30 seconds'`;

/**
 * Takes a pull that waits, or whose worker fell silent; null where there is none such, or its provider has another under
 * way.
 */
export async function claimPull(tx: Tx, id: string, workerId: string): Promise<PullRow | null> {
  // The statement after it sees what those took who were here before.
  await sql`select pg_advisory_xact_lock(hashtextextended('model pulls:' || provider, 0))
    from model_pulls where id = ${id}`.execute(tx);
  const { rows } = await sql<PullRow>`
    update model_pulls p set status = 'running', worker_id = ${workerId}, alive_at = now()
    where id = ${id} and (status = 'queued' or (status = 'running' and alive_at < now() - ${silentFor}))
      and not exists (select 1 from model_pulls other where other.provider = p.provider and other.id <> p.id
        and other.status = 'running' and other.alive_at >= now() - ${silentFor})
    returning *`.execute(tx);
  return rows[0] ?? null;
}

/** The pull of a provider that has waited longest. */
export async function findNextPull(db: Db, provider: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from model_pulls where provider = ${provider} and status = 'queued' order by id limit 1`.execute(
    db,
  );
  return rows[0]?.id ?? null;
}

export type PullProgress = Pick<PullRow, 'step' | 'total_bytes' | 'completed_bytes'>;

/** Says that the worker lives, and how far it is. False when the pull is no longer its own. */
export async function notePull(
  db: Db,
  { id, workerId }: { id: string; workerId: string },
  progress: Partial<PullProgress>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('model_pulls')
    .set({ ...progress, alive_at: sql`now()` })
    .where('id', '=', id)
    .where('worker_id', '=', workerId)
    .where('status', '=', 'running')
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Of the pull that this worker has; whoever stopped it before has the last word. */
export async function endPull(
  db: Db,
  { id, workerId }: { id: string; workerId: string },
  end: Partial<PullProgress> & { status: PullStatus; error: string | null },
): Promise<void> {
  await db
    .updateTable('model_pulls')
    .set({ ...end, finished_at: sql`now()` })
    .where('id', '=', id)
    .where('worker_id', '=', workerId)
    .where('status', '=', 'running')
    .execute();
}

/** Gives a pull back that its worker cannot end; another takes it up at once. */
export async function leavePull(db: Db, { id, workerId }: { id: string; workerId: string }): Promise<void> {
  await db
    .updateTable('model_pulls')
    .set({ status: 'queued', worker_id: null, alive_at: sql`'-infinity'` })
    .where('id', '=', id)
    .where('worker_id', '=', workerId)
    .where('status', '=', 'running')
    .execute();
}

export async function cancelPullRow(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('model_pulls')
    .set({ status: 'canceled', finished_at: sql`now()` })
    .where('id', '=', id)
    .where(isLive)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Pulls that nobody works on, marked so that they are asked for once in a while only. */
export async function takeForsakenPulls(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update model_pulls set alive_at = now(), status = 'queued', worker_id = null
    where status in ('queued', 'running') and alive_at < now() - ${silentFor} returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

const keptDays = 90;

export async function deleteOldPulls(db: Db): Promise<void> {
  await sql`delete from model_pulls where finished_at < now() - ${keptDays}::int * interval '1 day'`.execute(
    db,
  );
}
