import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { type Project, type ProjectCard, ProjectSettings } from '@overmind/contracts/entities/project';
import type { Role } from '@overmind/contracts/entities/user';
import { sql } from 'kysely';
import { decodeCursor, microsOf, timeOfMicros, toPage } from '../../cursor.ts';
import { type Db, iso, isoOrNull, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

export const settingsOf = (row: { settings: unknown }): ProjectSettings =>
  ProjectSettings.parse(row.settings);

export const toProject = (row: RowOf<'projects'>, role: Role): Project => ({
  id: row.id,
  key: row.key,
  name: row.name,
  description: row.description,
  default_repo_path: row.default_repo_path,
  settings: settingsOf(row),
  my_role: role,
  version: row.version,
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
  archived_at: isoOrNull(row.archived_at),
});

export interface ProjectToInsert {
  id: string;
  key: string;
  name: string;
  description: string;
  default_repo_path: string | null;
  settings: string;
}

/** Null when the key is taken, also by a transaction that this one had to wait for. */
export async function insertProject(tx: Tx, project: ProjectToInsert): Promise<RowOf<'projects'> | null> {
  const row = await tx
    .insertInto('projects')
    .values(project)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return null;
  await tx.insertInto('project_counters').values({ project_id: project.id }).execute();
  await tx.insertInto('project_task_counters').values({ project_id: project.id }).execute();
  return row;
}

/** The keys that are taken; another may be taken before one is chosen. */
export async function listProjectKeys(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('projects').select('key').execute();
  return new Set(rows.map((row) => row.key));
}

export async function findProjectRow(db: Db, id: string): Promise<RowOf<'projects'> | null> {
  return (await db.selectFrom('projects').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Held by whoever schedules runs, and by whoever changes what scheduling goes by: settings and agents. */
export async function lockProject(tx: Tx, id: string): Promise<RowOf<'projects'> | null> {
  const row = await tx
    .selectFrom('projects')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export async function updateProjectRow(tx: Tx, id: string, change: ChangeOf<'projects'>) {
  return tx
    .updateTable('projects')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteProjectRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('projects').where('id', '=', id).execute();
}

export interface ProjectListQuery extends PageQuery {
  q?: string | undefined;
  archived: boolean;
  /** A token may be bound to one project. */
  onlyProject: string | null;
}

export async function listProjectPage(
  db: Db,
  userId: string,
  query: ProjectListQuery,
): Promise<Page<ProjectCard>> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, 'micros', 'id');
  const isAfter =
    after === null ? sql`true` : sql`(s.sorted_at, p.id) < (${timeOfMicros(after[0])}, ${after[1]}::uuid)`;
  const { rows } = await sql<
    RowOf<'projects'> & {
      role: Role;
      open_tasks: number;
      needs_you: number;
      live_runs: number;
      last_run_status: string | null;
      last_activity_at: Date | null;
      sorted_micros: number;
    }
  >`
    select p.*, ${microsOf('s.sorted_at')} as sorted_micros from (
      select p.*, m.role,
        (select count(*)::int from tasks t where t.project_id = p.id
          and t.status in ('queued', 'in_progress', 'blocked', 'needs_review', 'failed')) as open_tasks,
        (select count(*)::int from tasks t where t.project_id = p.id
          and t.status in ('needs_review', 'failed'))
        + (select count(*)::int from run_permissions r where r.project_id = p.id
          and r.status = 'pending') as needs_you,
        (select count(*)::int from agent_runs r where r.project_id = p.id
          and r.status in ('queued', 'started', 'streaming')) as live_runs,
        (select r.status from agent_runs r where r.project_id = p.id
          order by r.created_at desc, r.id desc limit 1) as last_run_status,
        (select e.created_at from realtime_events e where e.project_id = p.id
          order by e.seq desc limit 1) as last_activity_at
      from projects p join project_members m on m.project_id = p.id and m.user_id = ${userId}
      where (p.archived_at is not null) = ${query.archived}
        and (${query.onlyProject}::uuid is null or p.id = ${query.onlyProject})
        and (${query.q ?? null}::text is null or position(lower(${query.q ?? ''}) in lower(p.name)) > 0)
    ) p, lateral (select coalesce(p.last_activity_at, p.created_at) as sorted_at) s
    where ${isAfter}
    order by s.sorted_at desc, p.id desc limit ${query.limit + 1}`.execute(db);
  return toPage(
    rows,
    query.limit,
    (row) => [row.sorted_micros, row.id],
    (row) => ({
      ...toProject(row, row.role),
      open_tasks: row.open_tasks,
      needs_you: row.needs_you,
      live_runs: row.live_runs,
      last_run_status: row.last_run_status,
      last_activity_at: isoOrNull(row.last_activity_at),
    }),
  );
}
