import type { TranscriptSegment } from '@overmind/contracts/entities/recording';
import { sql } from 'kysely';
import { type Db, type Tx, toJson } from '../../database.ts';

/** What is heard of a recording so far, in its order. */
export async function listSegments(db: Db, recordingId: string): Promise<TranscriptSegment[]> {
  const rows = await db
    .selectFrom('recording_segments')
    .select('segment')
    .where('recording_id', '=', recordingId)
    .orderBy('start_ms')
    .execute();
  return rows.map((row) => row.segment);
}

/** One that is there already stays as it is. */
export async function insertSegments(
  tx: Tx,
  recordingId: string,
  segments: readonly TranscriptSegment[],
): Promise<void> {
  if (segments.length === 0) return;
  await tx
    .insertInto('recording_segments')
    .values(
      segments.map((segment) => ({
        recording_id: recordingId,
        start_ms: Math.round(segment.start * 1000),
        segment: toJson(segment),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteSegments(tx: Tx, recordingId: string): Promise<void> {
  await tx.deleteFrom('recording_segments').where('recording_id', '=', recordingId).execute();
}

/** Recordings that nobody has heard to their end and that may be gone on with now, the oldest first. */
export async function listUnheardRecordings(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from recordings where status in ('stored', 'transcribing') and not_before <= clock_timestamp()
    order by not_before limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Says that somebody works on it and will for some time; false when it is gone. */
export async function noteHearing(db: Db, recordingId: string, aliveMs: number): Promise<boolean> {
  const { rows } = await sql`
    update recordings set not_before = clock_timestamp() + ${aliveMs} * interval '1 millisecond'
    where id = ${recordingId} returning id`.execute(db);
  return rows.length === 1;
}
