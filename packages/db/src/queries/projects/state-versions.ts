import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { StateVersion, StateVersionLine } from '@overmind/contracts/entities/state';
import { sql } from 'kysely';
import { decodeCursor, toPage } from '../../cursor.ts';
import { type Db, iso, newId, type Tx } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

const lineColumns = [
  'id',
  'project_id',
  'version',
  'state_format',
  'content_hash',
  'created_by_user_id',
  'cycle_id',
  'reason',
  'created_at',
] as const;

const toLine = (row: Omit<RowOf<'project_state_versions'>, 'content'>): StateVersionLine => ({
  id: row.id,
  project_id: row.project_id,
  version: row.version,
  state_format: row.state_format,
  content_hash: row.content_hash,
  created_by_user_id: row.created_by_user_id,
  cycle_id: row.cycle_id,
  reason: row.reason,
  created_at: iso(row.created_at),
});

export interface StateVersionToInsert {
  project_id: string;
  version: number;
  state_format: 'yaml' | 'json';
  content: string;
  content_hash: string;
  cycle_id: string | null;
  created_by_user_id: string | null;
  reason: string;
}

export async function insertStateVersion(tx: Tx, version: StateVersionToInsert): Promise<StateVersionLine> {
  const row = await tx
    .insertInto('project_state_versions')
    .values({ id: newId(), ...version })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toLine(row);
}

/** One version, or the latest when none is named. */
export async function findStateVersion(
  db: Db,
  projectId: string,
  version?: number,
): Promise<StateVersion | null> {
  let query = db
    .selectFrom('project_state_versions')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('version', 'desc')
    .limit(1);
  // Compared as bigint: a number that no version has is no version, not an error.
  if (version !== undefined) query = query.where(sql<boolean>`version = ${version}::bigint`);
  const row = await query.executeTakeFirst();
  return row ? { ...toLine(row), content: row.content } : null;
}

export async function findLatestStateLine(db: Db, projectId: string): Promise<StateVersionLine | null> {
  const row = await db
    .selectFrom('project_state_versions')
    .select(lineColumns)
    .where('project_id', '=', projectId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toLine(row) : null;
}

export async function listStateVersionPage(
  db: Db,
  projectId: string,
  page: PageQuery,
): Promise<Page<StateVersionLine>> {
  let query = db
    .selectFrom('project_state_versions')
    .select(lineColumns)
    .where('project_id', '=', projectId)
    .orderBy('version', 'desc')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) query = query.where('version', '<', decodeCursor(page.cursor, 'integer')[0]);
  return toPage(await query.execute(), page.limit, (row) => [row.version], toLine);
}
