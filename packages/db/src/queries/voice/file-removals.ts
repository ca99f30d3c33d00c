import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

/** Says that what lies there belongs to nothing once the time is over, unless it is kept until then. */
export async function scheduleRemoval(db: Db, storagePath: string, inMs: number): Promise<void> {
  await sql`insert into file_removals (storage_path, remove_at)
    values (${storagePath}, clock_timestamp() + ${inMs} * interval '1 millisecond')
    on conflict (storage_path) do update set remove_at = excluded.remove_at`.execute(db);
}

/** It belongs to something now, or is gone. False when nothing said that it is to go. */
export async function dropRemoval(db: Db, storagePath: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('file_removals')
    .where('storage_path', '=', storagePath)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Waits for whoever removes it, or keeps it, at this moment. False when nothing says any more that it is to go. */
export async function lockRemoval(tx: Tx, storagePath: string): Promise<boolean> {
  const row = await tx
    .selectFrom('file_removals')
    .select('storage_path')
    .where('storage_path', '=', storagePath)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** It could not be removed: others come before it for a while. Nothing for what is kept by now. */
export async function postponeRemoval(db: Db, storagePath: string, inMs: number): Promise<void> {
  await sql`update file_removals set remove_at = clock_timestamp() + ${inMs} * interval '1 millisecond'
    where storage_path = ${storagePath}`.execute(db);
}

export async function listDueRemovals(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ storage_path: string }>`
    select storage_path from file_removals where remove_at <= clock_timestamp()
    order by remove_at limit ${limit}`.execute(db);
  return rows.map((row) => row.storage_path);
}
