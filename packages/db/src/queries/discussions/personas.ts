import type { PersonaVersion } from '@overmind/contracts/entities/persona';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { decodeCursor, toPage } from '../../cursor.ts';
import { type Db, iso, type Tx, toJson } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

export type PersonaRow = RowOf<'personas'>;

/** A project has few of them; more than these are not made. */
export const mostPersonas = 100;

export async function listPersonaRows(db: Db, projectId: string): Promise<PersonaRow[]> {
  return db
    .selectFrom('personas')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('created_at')
    .orderBy('key')
    .limit(mostPersonas)
    .execute();
}

export async function findPersonaRow(db: Db, projectId: string, key: string): Promise<PersonaRow | null> {
  const row = await db
    .selectFrom('personas')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row ?? null;
}

type NewVersion = Pick<PersonaVersion, 'number' | 'persona' | 'is_enabled' | 'note' | 'created_by_user_id'>;

/** Writes a persona and, beside it, the version that it is from now on. */
export async function putPersonaVersion(
  tx: Tx,
  projectId: string,
  { number, persona, is_enabled, note, created_by_user_id }: NewVersion,
): Promise<PersonaRow> {
  const { key } = persona;
  const config = toJson(persona);
  const now = { config, is_enabled, version: number };
  const row = await tx
    .insertInto('personas')
    .values({ project_id: projectId, key, ...now })
    .onConflict((conflict) => conflict.columns(['project_id', 'key']).doUpdateSet(now))
    .returningAll()
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('persona_versions')
    .values({ project_id: projectId, key, number, config, is_enabled, note, created_by_user_id })
    .execute();
  return row;
}

export async function deletePersonaRow(tx: Tx, projectId: string, key: string): Promise<void> {
  await tx.deleteFrom('personas').where('project_id', '=', projectId).where('key', '=', key).execute();
}

export async function listPersonaVersionPage(
  db: Db,
  projectId: string,
  key: string,
  page: PageQuery,
): Promise<Page<PersonaVersion>> {
  let query = db
    .selectFrom('persona_versions')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('key', '=', key)
    .orderBy('number', 'desc')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) query = query.where('number', '<', decodeCursor(page.cursor, 'integer')[0]);
  return toPage(
    await query.execute(),
    page.limit,
    (row) => [row.number],
    ({ number, config, is_enabled, note, created_by_user_id, created_at }) => ({
      ...{ number, persona: config, is_enabled, note, created_by_user_id },
      created_at: iso(created_at),
    }),
  );
}
