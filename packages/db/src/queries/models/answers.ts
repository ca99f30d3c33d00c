import { sql } from 'kysely';
import type { Db } from '../../database.ts';

const keptDays = 30;
const mostKept = 20_000;
const mostBytes = 512 * 1024 * 1024;

export async function findAnswer(db: Db, key: string, projectId: string | null): Promise<string | null> {
  const row = await db
    .selectFrom('model_answers')
    .select('answer')
    .where('key', '=', key)
    .where('project_id', projectId === null ? 'is' : '=', projectId)
    .where('created_at', '>', sql<Date>`now() - ${keptDays}::int * interval '1 day'`)
    .executeTakeFirst();
  return row?.answer ?? null;
}

/** The newest takes the place of an older one. */
export async function insertAnswer(
  db: Db,
  { key, projectId, text }: { key: string; projectId: string | null; text: string },
): Promise<void> {
  const fields = { answer: text, size_bytes: Buffer.byteLength(text) };
  await db
    .insertInto('model_answers')
    .values({ key, project_id: projectId, ...fields })
    .onConflict((conflict) =>
      conflict.columns(['project_id', 'key']).doUpdateSet({ ...fields, created_at: sql`now()` }),
    )
    .execute();
}

/** Drops answers that are too old, and the oldest where they are too many or too much. */
export async function deleteOldAnswers(db: Db): Promise<void> {
  await sql`delete from model_answers where created_at < now() - ${keptDays}::int * interval '1 day'`.execute(
    db,
  );
  await sql`delete from model_answers a using (
    select project_id, key from (
      select project_id, key, row_number() over newest as place, sum(size_bytes) over newest as bytes
      from model_answers window newest as (order by created_at desc, key)) placed
    where place > ${mostKept} or bytes > ${mostBytes}) beyond
    where a.key = beyond.key and a.project_id is not distinct from beyond.project_id`.execute(db);
}
