import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { Recording, RecordingItem } from '@overmind/contracts/entities/recording';
import { type Insertable, type RawBuilder, sql } from 'kysely';
import { decodeIdCursor, toPage } from '../../cursor.ts';
import { type Db, iso, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf, Schema } from '../../schema.ts';

export type RecordingRow = RowOf<'recordings'>;

/** What lists and events show; the transcript and the peaks are large. */
const columns = [
  ...(['id', 'project_id', 'conversation_id', 'title', 'source', 'mime_type', 'size_bytes'] as const),
  ...(['duration_ms', 'status', 'error', 'notice', 'transcribed_ms', 'language', 'engine'] as const),
  ...(['is_pending_message', 'created_by_user_id', 'created_at', 'updated_at'] as const),
] as const;

export const toRecording = (row: Pick<RecordingRow, (typeof columns)[number]>): Recording => ({
  id: row.id,
  project_id: row.project_id,
  conversation_id: row.conversation_id,
  title: row.title,
  source: row.source,
  mime_type: row.mime_type,
  size_bytes: row.size_bytes,
  duration_ms: row.duration_ms,
  status: row.status,
  error: row.error,
  notice: row.notice,
  transcribed_ms: row.transcribed_ms,
  language: row.language,
  engine: row.engine,
  is_pending_message: row.is_pending_message,
  created_by_user_id: row.created_by_user_id,
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
});

export async function insertRecording(
  tx: Tx,
  recording: Insertable<Schema['recordings']>,
): Promise<RecordingRow> {
  return tx.insertInto('recordings').values(recording).returningAll().executeTakeFirstOrThrow();
}

export async function findRecordingRow(db: Db, id: string): Promise<RecordingRow | null> {
  const row = await db.selectFrom('recordings').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

export async function lockRecording(tx: Tx, id: string): Promise<RecordingRow | null> {
  const row = await tx
    .selectFrom('recordings')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Null when it is gone. */
export async function updateRecordingRow(
  db: Db,
  id: string,
  change: ChangeOf<'recordings'>,
): Promise<RecordingRow | null> {
  const row = await db
    .updateTable('recordings')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** With its transcript, its links to tasks, and what points at it from messages. */
export async function deleteRecordingRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('recordings').where('id', '=', id).execute();
}

export interface RecordingFilter extends PageQuery {
  q?: string | undefined;
  conversation?: string | undefined;
  task?: string | undefined;
  status?: Recording['status'] | undefined;
}

/** As the index `recordings_text` has it. */
const searched = sql`to_tsvector('simple', title || ' ' || coalesce(transcript_text, ''))`;
export const mostExcerptChars = 240;
const saidChars = 1_000;

/** All words of it; the last counts as begun, as it may still be typed, where it is neither quoted nor ruled out. */
const wantedBy = (q: string) =>
  /[\p{L}\p{N}]$/u.test(q)
    ? orAsFileName(
        sql`regexp_replace(websearch_to_tsquery('simple', ${q})::text, '(^|[^!])(''[^'']+'')$', '\\1\\2:*')`,
      )
    : orAsFileName(sql`websearch_to_tsquery('simple', ${q})::text`);

/** To Postgres "memo.wav" is one word: who looks for "memo" means that too. */
const orAsFileName = (query: RawBuilder<unknown>) =>
  sql`regexp_replace(${query}, '''([^''.]+)''(?!:)', '(''\\1'' | ''\\1.'':*)', 'g')::tsquery`;

const excerptOf = (q: string | undefined) =>
  q === undefined
    ? sql<string>`left(coalesce(transcript_text, ''), ${mostExcerptChars + 1})`
    : sql<string>`left(ts_headline('simple', coalesce(transcript_text, ''), ${wantedBy(q)},
        'StartSel="", StopSel="", MaxWords=24, MinWords=12'), ${mostExcerptChars + 1})`;

/** Where in a recording a task was asked for; null where it was not. */
const saidFor = (task: string | undefined) =>
  task === undefined
    ? sql<null>`null`
    : sql<RecordingItem['said'] | null>`(
        select json_build_object('start_ms', m.recording_start_ms, 'end_ms', m.recording_end_ms,
          'text', left(m.content, ${saidChars}))
        from task_origins o join messages m on m.id = o.message_id
        where o.id = ${task} and m.recording_id = recordings.id order by m.id limit 1)`;

/** Excerpts with one character more than `mostExcerptChars` are cut anywhere. */
export async function listRecordingPage(
  db: Db,
  projectId: string,
  filter: RecordingFilter,
): Promise<Page<RecordingItem>> {
  let query = db
    .selectFrom('recordings')
    .select([...columns, excerptOf(filter.q).as('excerpt'), saidFor(filter.task).as('said')])
    .where('project_id', '=', projectId)
    .orderBy('id', 'desc')
    .limit(filter.limit + 1);
  if (filter.cursor !== undefined) query = query.where('id', '<', decodeIdCursor(filter.cursor));
  if (filter.q !== undefined) query = query.where(sql<boolean>`${searched} @@ ${wantedBy(filter.q)}`);
  if (filter.conversation !== undefined) query = query.where('conversation_id', '=', filter.conversation);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (filter.task !== undefined) {
    const { task } = filter;
    query = query.where(sql<boolean>`id in (
      select recording_id from recording_tasks where task_id = ${task}
      union select m.recording_id from task_origins o join messages m on m.id = o.message_id where o.id = ${task})`);
  }
  const toItem = (row: Awaited<ReturnType<(typeof query)['execute']>>[number]) => ({
    ...toRecording(row),
    excerpt: row.excerpt,
    ...(row.said === null ? {} : { said: row.said }),
  });
  return toPage(await query.execute(), filter.limit, (row) => [row.id], toItem);
}
