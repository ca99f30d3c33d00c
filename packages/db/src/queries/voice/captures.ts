import { sql } from 'kysely';
import { type Db, type Tx, toJson } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

export type CaptureRow = RowOf<'voice_captures'>;

export interface Part {
  capture_id: string;
  start_byte: number;
  size_bytes: number;
  storage_path: string;
}

export async function insertCapture(
  tx: Tx,
  capture: Pick<CaptureRow, 'id' | 'project_id' | 'conversation_id' | 'user_id' | 'format' | 'language'>,
): Promise<CaptureRow> {
  return tx
    .insertInto('voice_captures')
    .values({ ...capture, format: toJson(capture.format) })
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function lockCapture(tx: Tx, id: string): Promise<CaptureRow | null> {
  const row = await tx
    .selectFrom('voice_captures')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export const countCapturesOf = async (db: Db, userId: string, seenWithinMs: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from voice_captures where user_id = ${userId}
      and seen_at > statement_timestamp() - ${seenWithinMs} * interval '1 millisecond'`.execute(db);
  return rows[0]?.count ?? 0;
};

/** From here on only the holder of the answered epoch adds to it. */
export async function takeOverCapture(tx: Tx, id: string): Promise<CaptureRow | null> {
  const { rows } = await sql<CaptureRow>`
    update voice_captures set epoch = epoch + 1, seen_at = clock_timestamp() where id = ${id} returning *`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** Notes a stored part; false when somebody else goes on with the capture, or it is over. */
export async function appendPart(db: Db, epoch: number, part: Part): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`
    with grown as (
      update voice_captures set size_bytes = size_bytes + ${part.size_bytes}::int, seen_at = clock_timestamp()
      where id = ${part.capture_id} and epoch = ${epoch} and size_bytes = ${part.start_byte} and stopped_at is null
      returning id)
    insert into voice_parts (capture_id, start_byte, size_bytes, storage_path)
    select id, ${part.start_byte}, ${part.size_bytes}, ${part.storage_path} from grown
    returning true as ok`.execute(db);
  return rows[0]?.ok === true;
}

/** False when somebody else goes on with it, or it is over. */
export async function noteCaptureSeen(db: Db, id: string, epoch: number): Promise<boolean> {
  const { rows } = await sql`
    update voice_captures set seen_at = clock_timestamp() where id = ${id} and epoch = ${epoch} returning id`.execute(
    db,
  );
  return rows.length === 1;
}

export async function stopCapture(db: Db, id: string, epoch: number): Promise<boolean> {
  const { rows } = await sql`
    update voice_captures set stopped_at = clock_timestamp(), seen_at = clock_timestamp()
    where id = ${id} and epoch = ${epoch} returning id`.execute(db);
  return rows.length === 1;
}

export async function listParts(db: Db, captureId: string): Promise<Part[]> {
  return db
    .selectFrom('voice_parts')
    .selectAll()
    .where('capture_id', '=', captureId)
    .orderBy('start_byte')
    .execute();
}

export async function deleteCapture(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('voice_captures').where('id', '=', id).execute();
}

/** Those that nobody has been joined to for so long, the most forsaken first. */
export async function listForsakenCaptures(db: Db, afterMs: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from voice_captures where seen_at < clock_timestamp() - ${afterMs} * interval '1 millisecond'
    order by seen_at limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Takes over one that is still forsaken; null when somebody goes on with it, or takes it over already. */
export async function takeOverForsaken(db: Db, id: string, afterMs: number): Promise<CaptureRow | null> {
  const { rows } = await sql<CaptureRow>`
    update voice_captures set epoch = epoch + 1, seen_at = clock_timestamp()
    where id = ${id} and seen_at < clock_timestamp() - ${afterMs} * interval '1 millisecond'
    returning *`.execute(db);
  return rows[0] ?? null;
}
