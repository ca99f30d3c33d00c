import { sql } from 'kysely';
import type { Db } from '../../database.ts';

export interface SpokenNames {
  key: string;
  name: string;
  repo_path: string | null;
  agents: string[];
  /** Of the tasks that were touched last, newest first. */
  keys: string[];
  titles: string[];
  meant: string[];
  /** What the parts of its repository are called. */
  words: string[];
}

/** What is spoken of in a project, bounded. */
export async function findSpokenNames(db: Db, projectId: string): Promise<SpokenNames | null> {
  const { rows } = await sql<SpokenNames>`
    with recent as materialized (
      select key, title from tasks where project_id = ${projectId} order by updated_at desc limit 40)
    select p.key, p.name, p.default_repo_path as repo_path,
      array(select a.name from agents a where a.project_id = p.id and a.removed_at is null
        order by a.name limit 50) as agents,
      array(select key from recent) as keys,
      array(select title from recent) as titles,
      array(select c.meant from corrections c where c.project_id = p.id
        order by c.created_at desc limit 100) as meant,
      coalesce(w.words, '{}') as words
    from projects p left join repository_words w on w.project_id = p.id and w.repo_path = p.default_repo_path
    where p.id = ${projectId}`.execute(db);
  return rows[0] ?? null;
}
