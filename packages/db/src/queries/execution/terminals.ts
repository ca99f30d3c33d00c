import type { Terminal } from '@overmind/contracts/entities/terminal';
import { sql } from 'kysely';
import { type Db, iso, isoOrNull, type Tx } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

const toTerminal = (row: RowOf<'terminals'>): Terminal => ({
  id: row.id,
  project_id: row.project_id,
  run_id: row.run_id,
  user_id: row.user_id,
  artifact_id: row.artifact_id,
  opened_at: iso(row.opened_at),
  closed_at: isoOrNull(row.closed_at),
  detail: row.detail,
});

export interface NewTerminal {
  id: string;
  project_id: string;
  run_id: string;
  user_id: string;
  session_id: string | null;
  token_id: string | null;
}

export async function insertTerminal(tx: Tx, terminal: NewTerminal): Promise<Terminal> {
  const row = await tx.insertInto('terminals').values(terminal).returningAll().executeTakeFirstOrThrow();
  return toTerminal(row);
}

export async function findTerminal(db: Db, id: string): Promise<Terminal | null> {
  const row = await db.selectFrom('terminals').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toTerminal(row) : null;
}

/** Of one run, the newest first; at most 500. */
export async function listTerminalsOfRun(db: Db, runId: string): Promise<Terminal[]> {
  const rows = await db
    .selectFrom('terminals')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.map(toTerminal);
}

/** Opening is done one at a time, so that nobody slips through between counting and opening. */
export async function lockOpening(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('terminals', 0))`.execute(tx);
}

/** How many terminals are open: of a run, of all on its runner, and of a person. */
export async function countOpenTerminals(
  db: Db,
  of: { runId: string; runnerId: string; userId: string },
): Promise<{ of_run: number; of_runner: number; of_user: number }> {
  return db
    .selectFrom('terminals as t')
    .innerJoin('agent_runs as r', 'r.id', 't.run_id')
    .select([
      sql<number>`(count(*) filter (where t.run_id = ${of.runId}))::int`.as('of_run'),
      sql<number>`(count(*) filter (where r.runner_id = ${of.runnerId}))::int`.as('of_runner'),
      sql<number>`(count(*) filter (where t.user_id = ${of.userId}))::int`.as('of_user'),
    ])
    .where('t.closed_at', 'is', null)
    .executeTakeFirstOrThrow();
}

/** False when it was closed before. */
export async function closeTerminalRow(tx: Tx, id: string, detail: string): Promise<boolean> {
  const row = await tx
    .updateTable('terminals')
    .set({ closed_at: sql<Date>`clock_timestamp()`, detail })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function setRecording(tx: Tx, id: string, artifactId: string): Promise<void> {
  await tx.updateTable('terminals').set({ artifact_id: artifactId }).where('id', '=', id).execute();
}
