import type { RecordingDetail } from '@overmind/contracts/entities/recording';
import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

/** Those that were linked to it, and those that were asked for in it. */
export async function listTasksOfRecording(db: Db, id: string): Promise<RecordingDetail['tasks']> {
  const { rows } = await sql<RecordingDetail['tasks'][number]>`
    with origin as (
      select o.id from messages m join task_origins o on o.message_id = m.id where m.recording_id = ${id})
    select t.id, t.key, t.title, t.id in (select id from origin) as is_origin from tasks t
    where t.id in (select task_id from recording_tasks where recording_id = ${id} union select id from origin)
    order by t.number limit 500`.execute(db);
  return rows;
}

export async function listMessagesOfRecording(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('messages')
    .select('id')
    .where('recording_id', '=', id)
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map((row) => row.id);
}

/** How many of these are tasks of the project. */
export async function countTasksOf(db: Db, projectId: string, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from tasks where project_id = ${projectId} and id = any(${ids}::uuid[])`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

export async function replaceRecordingTasks(
  tx: Tx,
  recordingId: string,
  ids: readonly string[],
): Promise<void> {
  await tx.deleteFrom('recording_tasks').where('recording_id', '=', recordingId).execute();
  if (ids.length === 0) return;
  await tx
    .insertInto('recording_tasks')
    .values(ids.map((task_id) => ({ recording_id: recordingId, task_id })))
    .execute();
}
