import { sql } from 'kysely';
import type { Db } from '../../database.ts';

export interface RepositoryToLearn {
  project_id: string;
  repo_path: string;
}

/** Projects whose repository nobody has looked at for its words, or not for long, those that wait longest first. */
export async function listRepositoriesToLearn(db: Db, limit: number): Promise<RepositoryToLearn[]> {
  const { rows } = await sql<RepositoryToLearn>`
    select p.id as project_id, p.default_repo_path as repo_path
    from projects p left join repository_words w on w.project_id = p.id
    where p.default_repo_path is not null and p.archived_at is null
      and (w.project_id is null or w.repo_path <> p.default_repo_path or w.look_at <= clock_timestamp())
    order by w.look_at nulls first, p.id limit ${limit}`.execute(db);
  return rows;
}

/** Keeps the words until they are looked for again; null for those that are known already, if of that repository. */
export async function putRepositoryWords(
  db: Db,
  { project_id, repo_path }: RepositoryToLearn,
  words: readonly string[] | null,
  lookInMs: number,
): Promise<void> {
  await sql`
    insert into repository_words as known (project_id, repo_path, words, look_at)
    values (${project_id}, ${repo_path}, ${[...(words ?? [])]}::text[],
      clock_timestamp() + ${lookInMs} * interval '1 millisecond')
    on conflict (project_id) do update set repo_path = excluded.repo_path, look_at = excluded.look_at,
      words = case when ${words === null} and known.repo_path = excluded.repo_path then known.words
        else excluded.words end`.execute(db);
}
