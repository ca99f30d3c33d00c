import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

/** A text that was spoken before, used once more. */
export async function findSpoken(
  db: Db,
  key: string,
): Promise<{ storage_path: string; size_bytes: number } | null> {
  const row = await db
    .updateTable('spoken_texts')
    .set({ used_at: sql<Date>`clock_timestamp()` })
    .where('key', '=', key)
    .returning(['storage_path', 'size_bytes'])
    .executeTakeFirst();
  return row ?? null;
}

/** False when somebody kept it meanwhile. */
export async function insertSpoken(
  tx: Tx,
  spoken: { key: string; storage_path: string; size_bytes: number },
): Promise<boolean> {
  const row = await tx
    .insertInto('spoken_texts')
    .values(spoken)
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

/** Forgets one whose file is gone, unless it was kept anew meanwhile. */
export async function dropSpoken(db: Db, key: string, storagePath: string): Promise<void> {
  await db
    .deleteFrom('spoken_texts')
    .where('key', '=', key)
    .where('storage_path', '=', storagePath)
    .execute();
}

/** Forgets what was used longest ago until the rest fits; answers where that lies. */
export async function dropSpokenOverBound(tx: Tx, mostBytes: number): Promise<string[]> {
  const { rows } = await sql<{ storage_path: string }>`
    delete from spoken_texts where key in (
      select key from (
        select key, sum(size_bytes) over (order by used_at desc, key) as total from spoken_texts) each
      where total > ${mostBytes})
    returning storage_path`.execute(tx);
  return rows.map((row) => row.storage_path);
}

/** Forgets what nobody had said for so long; answers where that lies. */
export async function dropSpokenUnused(
  tx: Tx,
  { days, limit }: { days: number; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ storage_path: string }>`
    delete from spoken_texts where key in (
      select key from spoken_texts where used_at < now() - ${days} * interval '1 day'
      order by used_at limit ${limit} for update skip locked)
    returning storage_path`.execute(tx);
  return rows.map((row) => row.storage_path);
}
