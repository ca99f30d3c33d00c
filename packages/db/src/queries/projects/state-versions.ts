import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { StateVersion, StateVersionLine } from '@overmind/contracts/entities/state';
import { sql } from 'kysely';
import { decodeCursor, toPage } from '../../cursor.ts';
import { type Db, iso, newId, type Tx, toJson } from '../../database.ts';
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
  'kind',
  'author',
  'created_at',
] as const;

const toLine = (row: Omit<RowOf<'project_state_versions'>, 'content' | 'settings'>): StateVersionLine => ({
  id: row.id,
  project_id: row.project_id,
  version: row.version,
  state_format: row.state_format,
  content_hash: row.content_hash,
  created_by_user_id: row.created_by_user_id,
  cycle_id: row.cycle_id,
  reason: row.reason,
  kind: row.kind,
  author: row.author.replace(/ <[^>]*>$/, ''),
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
  kind: StateVersion['kind'];
  /** As git writes it: `Name <address>`. */
  author: string;
  settings: StateSettings;
}

/** What a rollback restores beside the notes. */
export interface StateSettings {
  name: string;
  description: string;
  settings: Record<string, unknown>;
}

/** Held to the commit by whoever writes a version, so that numbers follow on and no edit is lost. */
export async function lockStateVersions(tx: Tx, projectId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`state:${projectId}`}, 0))`.execute(tx);
}

export async function insertStateVersion(tx: Tx, version: StateVersionToInsert): Promise<StateVersionLine> {
  const row = await tx
    .insertInto('project_state_versions')
    .values({ id: newId(), ...version, settings: toJson(version.settings) })
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

/** Versions below `before`, newest first, with their content. */
export async function listStatesBefore(
  db: Db,
  projectId: string,
  before: number,
  limit: number,
): Promise<StateVersion[]> {
  const rows = await db
    .selectFrom('project_state_versions')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('version', '<', before)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...toLine(row), content: row.content }));
}

export async function findStateSettings(
  db: Db,
  projectId: string,
  version: number,
): Promise<Partial<StateSettings>> {
  const row = await db
    .selectFrom('project_state_versions')
    .select('settings')
    .where('project_id', '=', projectId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.settings ?? {};
}

/**
 * Drops up to `limit` generated versions that are older than the newest ones their project keeps. What people
 * wrote stays. Answers how many were dropped.
 */
export async function deleteOldStateVersions(
  tx: Tx,
  { kept, limit }: { kept: number; limit: number },
): Promise<number> {
  await sql`set local overmind.retention = 'on'`.execute(tx);
  const { numAffectedRows } = await sql`
    delete from project_state_versions where id in (
      select old.id from projects p
      cross join lateral (
        select version from project_state_versions v where v.project_id = p.id
        order by version desc limit 1) newest
      join project_state_versions old on old.project_id = p.id and old.kind = 'generated'
        and old.version <= newest.version - coalesce((p.settings ->> 'state_keep_versions')::int, ${kept})
      limit ${limit})`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
