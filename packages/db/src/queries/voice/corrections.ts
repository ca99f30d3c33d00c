import type { Correction } from '@overmind/contracts/entities/recording';
import { type Db, iso, newId, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

const toCorrection = (row: RowOf<'corrections'>): Correction => ({
  id: row.id,
  project_id: row.project_id,
  heard: row.heard,
  meant: row.meant,
  created_by_user_id: row.created_by_user_id,
  created_at: iso(row.created_at),
});

/** As many as a project can have. */
export const mostCorrections = 500;

export async function listCorrectionsOf(db: Db, projectId: string): Promise<Correction[]> {
  const rows = await db
    .selectFrom('corrections')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('heard')
    .orderBy('id')
    .limit(mostCorrections)
    .execute();
  return rows.map(toCorrection);
}

export async function countCorrections(db: Db, projectId: string): Promise<number> {
  const { count } = await db
    .selectFrom('corrections')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return count;
}

export async function insertCorrection(
  tx: Tx,
  correction: Pick<Correction, 'project_id' | 'heard' | 'meant' | 'created_by_user_id'>,
): Promise<Correction> {
  const row = await tx
    .insertInto('corrections')
    .values({ id: newId(), ...correction })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toCorrection(row);
}

export async function updateCorrectionRow(
  tx: Tx,
  id: string,
  change: ChangeOf<'corrections'>,
): Promise<Correction | null> {
  const row = await tx
    .updateTable('corrections')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row ? toCorrection(row) : null;
}

export async function deleteCorrectionRow(tx: Tx, id: string): Promise<Correction | null> {
  const row = await tx.deleteFrom('corrections').where('id', '=', id).returningAll().executeTakeFirst();
  return row ? toCorrection(row) : null;
}
