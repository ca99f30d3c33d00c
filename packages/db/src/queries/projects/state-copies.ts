import type { StateCopy } from '@overmind/contracts/entities/state';
import { sql } from 'kysely';
import { type Db, iso } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

/** A version as the Git copy holds it. */
export type StateCommitRow = Pick<
  RowOf<'project_state_versions'>,
  'version' | 'content' | 'content_hash' | 'author' | 'reason' | 'cycle_id' | 'created_at'
>;

/** Versions above `after`, oldest first. */
export async function listStateCommits(
  db: Db,
  projectId: string,
  after: number,
  limit: number,
): Promise<StateCommitRow[]> {
  return db
    .selectFrom('project_state_versions')
    .select(['version', 'content', 'content_hash', 'author', 'reason', 'cycle_id', 'created_at'])
    .where('project_id', '=', projectId)
    .where('version', '>', after)
    .orderBy('version')
    .limit(limit)
    .execute();
}

export async function findStateCopy(
  db: Db,
  projectId: string,
): Promise<RowOf<'project_state_copies'> | null> {
  const row = await db
    .selectFrom('project_state_copies')
    .selectAll()
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row ?? null;
}

/** What the contract shows of a copy, given the latest version there is and whether it is mirrored. */
export function toStateCopy(
  row: RowOf<'project_state_copies'> | null,
  { latest, isMirrored }: { latest: number; isMirrored: boolean },
): StateCopy {
  if (!row) return { status: 'none', version: null, head: null, problem: null, checked_at: null };
  const isLate = row.status === 'in_step' && (row.version ?? 0) < latest;
  const problems = [row.problem, isMirrored ? row.mirror_problem : null].filter(
    (problem) => problem !== null,
  );
  return {
    status: isLate ? 'behind' : row.status,
    version: row.version,
    head: row.head,
    problem: problems.length > 0 ? problems.join(' ') : null,
    checked_at: iso(row.checked_at),
  };
}

export interface StateCopyToSave {
  status: RowOf<'project_state_copies'>['status'];
  version: number | null;
  head: string | null;
  problem: string | null;
}

/** False when the project is gone. */
export async function saveStateCopy(db: Db, projectId: string, copy: StateCopyToSave): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into project_state_copies (project_id, status, version, head, problem, checked_at)
    select id, ${copy.status}, ${copy.version}::int, ${copy.head}, ${copy.problem}, clock_timestamp()
    from projects where id = ${projectId}
    on conflict (project_id) do update set status = excluded.status, version = excluded.version,
      head = excluded.head, problem = excluded.problem, checked_at = excluded.checked_at`.execute(db);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Projects whose copy lacks a version, has a problem, or was not looked at since `since`; the longest waiting first. */
export async function listCopiesToCheck(db: Db, since: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from projects p
    cross join lateral (
      select version from project_state_versions v where v.project_id = p.id
      order by version desc limit 1) newest
    left join project_state_copies c on c.project_id = p.id
    where c.project_id is null or c.checked_at < ${since} or c.version is distinct from newest.version
      or c.status = 'behind' or c.problem is not null
    order by c.checked_at nulls first, p.id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

const latestVersion = sql`(select version from project_state_versions v where v.project_id = p.id
  order by version desc limit 1)`;
/** Says which version stands where; another place or version makes another text. */
const wanted = sql`concat_ws(' ', ${latestVersion}, p.settings -> 'state_mirror' ->> 'branch',
  p.settings -> 'state_mirror' ->> 'path', p.default_repo_path)`;

/** Projects whose own repository shall hold the state document and does not hold its latest version. */
export async function listMirrorsToWrite(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from projects p left join project_state_copies c on c.project_id = p.id
    where jsonb_typeof(p.settings -> 'state_mirror') = 'object' and p.default_repo_path is not null
      and p.archived_at is null and ${latestVersion} is not null and c.mirrored is distinct from ${wanted}
    order by c.checked_at nulls first, p.id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** Notes where `version` now stands, or why it does not. */
export async function saveMirror(
  db: Db,
  projectId: string,
  mirror: { place: string } | { problem: string },
): Promise<void> {
  const mirrored = 'place' in mirror ? mirror.place : null;
  const problem = 'problem' in mirror ? mirror.problem : null;
  await sql`
    insert into project_state_copies (project_id, status, mirrored, mirror_problem)
    select id, 'behind', ${mirrored}, ${problem} from projects where id = ${projectId}
    on conflict (project_id) do update
      set mirrored = coalesce(excluded.mirrored, project_state_copies.mirrored),
        mirror_problem = excluded.mirror_problem`.execute(db);
}
