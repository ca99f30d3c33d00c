import type { RunInput } from '@overmind/contracts/entities/permission';
import { type Insertable, sql } from 'kysely';
import { type Db, iso, type Tx } from '../../database.ts';
import type { RowOf, Schema } from '../../schema.ts';

type InputRow = RowOf<'run_inputs'>;

export const toRunInput = (row: InputRow): RunInput => ({
  id: row.id,
  run_id: row.run_id,
  text: row.text,
  author_user_id: row.author_user_id,
  status: row.status,
  detail: row.detail,
  created_at: iso(row.created_at),
});

export async function insertRunInput(tx: Tx, input: Insertable<Schema['run_inputs']>): Promise<InputRow> {
  return tx.insertInto('run_inputs').values(input).returningAll().executeTakeFirstOrThrow();
}

/** Says what became of one that waited; null when it does not wait any more. */
export async function settleRunInput(
  tx: Tx,
  runId: string,
  id: string,
  change: { status: 'delivered' | 'refused'; detail: string | null },
): Promise<InputRow | null> {
  const row = await tx
    .updateTable('run_inputs')
    .set(change)
    .where('id', '=', id)
    .where('run_id', '=', runId)
    .where('status', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Refuses what still waits for a run that is over. */
export async function refuseInputsOf(tx: Tx, runId: string, detail: string): Promise<InputRow[]> {
  return tx
    .updateTable('run_inputs')
    .set({ status: 'refused', detail })
    .where('run_id', '=', runId)
    .where('status', '=', 'queued')
    .returningAll()
    .execute();
}

export async function countQueuedInputs(db: Db, runId: string): Promise<number> {
  const row = await db
    .selectFrom('run_inputs')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('run_id', '=', runId)
    .where('status', '=', 'queued')
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** What was said to a run, oldest first. */
export async function listInputsOfRun(db: Db, runId: string): Promise<InputRow[]> {
  return db
    .selectFrom('run_inputs')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1_000)
    .execute();
}

export interface InputToDeliver {
  run_id: string;
  input_id: string;
  text: string;
  author: string;
}

/** What waits for the live runs that a runner holds, or for one of them, in the order it was said. */
export async function listInputsFor(db: Db, runnerId: string, runId?: string): Promise<InputToDeliver[]> {
  const { rows } = await sql<InputToDeliver>`
    select i.run_id, i.id as input_id, i.text, coalesce(u.display_name, 'someone') as author
    from agent_runs r join run_inputs i on i.run_id = r.id and i.status = 'queued'
    left join users u on u.id = i.author_user_id
    where r.runner_id = ${runnerId} and r.status in ('started', 'streaming')
      and ${runId === undefined ? sql`true` : sql`r.id = ${runId}`}
    order by i.created_at, i.id limit 1000`.execute(db);
  return rows;
}
