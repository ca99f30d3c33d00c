import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { NewPromptVersion, Prompt, PromptVersion } from '@overmind/contracts/entities/prompt';
import { sql } from 'kysely';
import { decodeCursor, decodeIdCursor, toPage } from '../../cursor.ts';
import { type Db, iso, newId, type Tx, toJson } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

const toPrompt = (row: RowOf<'prompt_templates'>): Prompt => ({
  id: row.id,
  key: row.key,
  title: row.title,
  description: row.description,
  active_version: row.active_version,
  latest_version: row.latest_version,
  version: row.version,
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
});

const toVersion = (row: RowOf<'prompt_versions'>): PromptVersion => ({
  id: row.id,
  prompt_id: row.template_id,
  number: row.version,
  system: row.system,
  body: row.body,
  variables: row.variables,
  note: row.note,
  created_by_user_id: row.created_by_user_id,
  created_at: iso(row.created_at),
});

export async function listPromptPage(db: Db, { limit, cursor }: PageQuery): Promise<Page<Prompt>> {
  let query = db.selectFrom('prompt_templates').selectAll();
  if (cursor !== undefined) query = query.where('id', '<', decodeIdCursor(cursor));
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, (row) => [row.id], toPrompt);
}

export async function findPrompt(db: Db, id: string): Promise<Prompt | null> {
  const row = await db.selectFrom('prompt_templates').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toPrompt(row) : null;
}

export async function findPromptByKey(db: Db, key: string): Promise<Prompt | null> {
  const row = await db.selectFrom('prompt_templates').selectAll().where('key', '=', key).executeTakeFirst();
  return row ? toPrompt(row) : null;
}

/** Whoever adds or activates a version waits here for who did before. */
export async function lockPrompt(tx: Tx, id: string): Promise<Prompt | null> {
  const row = await tx
    .selectFrom('prompt_templates')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ? toPrompt(row) : null;
}

/** Null when there is one of that key already. */
export async function insertPrompt(
  tx: Tx,
  prompt: Pick<Prompt, 'key' | 'title' | 'description'>,
): Promise<Prompt | null> {
  const { key, title, description } = prompt;
  const row = await tx
    .insertInto('prompt_templates')
    .values({ id: newId(), key, title, description })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ? toPrompt(row) : null;
}

export async function updatePromptRow(
  tx: Tx,
  id: string,
  change: ChangeOf<'prompt_templates'>,
): Promise<Prompt> {
  const row = await tx
    .updateTable('prompt_templates')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toPrompt(row);
}

export async function insertPromptVersion(
  tx: Tx,
  of: { promptId: string; number: number; userId: string | null },
  { system, body, variables, note }: NewPromptVersion,
): Promise<PromptVersion> {
  const row = await tx
    .insertInto('prompt_versions')
    .values({
      ...{ id: newId(), template_id: of.promptId, version: of.number, created_by_user_id: of.userId },
      ...{ system, body, variables: toJson(variables), note },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toVersion(row);
}

export async function listVersionPage(
  db: Db,
  promptId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<PromptVersion>> {
  let query = db.selectFrom('prompt_versions').selectAll().where('template_id', '=', promptId);
  if (cursor !== undefined) query = query.where('version', '<', decodeCursor(cursor, 'integer')[0]);
  const rows = await query
    .orderBy('version', 'desc')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, (row) => [row.version], toVersion);
}

export async function findPromptVersion(
  db: Db,
  promptId: string,
  number: number,
): Promise<PromptVersion | null> {
  const row = await db
    .selectFrom('prompt_versions')
    .selectAll()
    .where('template_id', '=', promptId)
    .where('version', '=', number)
    .executeTakeFirst();
  return row ? toVersion(row) : null;
}
