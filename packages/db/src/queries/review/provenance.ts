import { sql } from 'kysely';
import type { Db } from '../../database.ts';
import type { RowOf } from '../../schema.ts';
import type { RunRow } from '../execution/runs.ts';
import type { MergeRow } from './merges.ts';

/**
 * The run of a project that made this commit; the newest, should several have made the same. One that changed
 * nothing has the commit that it began on as its result, and made none.
 */
export async function findRunByHead(db: Db, projectId: string, commit: string): Promise<RunRow | null> {
  const row = await db
    .selectFrom('agent_runs')
    .selectAll()
    .where('head_commit', '=', commit)
    .where('project_id', '=', projectId)
    .where('base_commit', 'is distinct from', commit)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The merge of a project that made this commit. */
export async function findMergeByCommit(db: Db, projectId: string, commit: string): Promise<MergeRow | null> {
  const { rows } = await sql<MergeRow>`
    select m.*, t.key as task_key from merges m join tasks t on t.id = m.task_id
    where m.merged_commit = ${commit} and m.project_id = ${projectId}
      and m.status in ('merged', 'failed') order by m.id desc limit 1`.execute(db);
  return rows[0] ?? null;
}

export async function findRequest(db: Db, projectId: string, id: string): Promise<RowOf<'requests'> | null> {
  const row = await db
    .selectFrom('requests')
    .selectAll()
    .where('id', '=', id)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  return row ?? null;
}

export interface DecidedIn {
  id: string;
  title: string;
  /** What it was asked for with, which may be gone. */
  origin_message_id: string | null;
  /** What its tasks were asked for with, likewise. */
  decision_message_id: string | null;
}

/** The discussion whose decision became this request. */
export async function findDecidedIn(db: Db, requestId: string): Promise<DecidedIn | null> {
  const { rows } = await sql<DecidedIn>`
    select d.id, c.title, d.origin_message_id, d.decision_message_id from discussions d join conversations c on c.id = d.id
    where d.request_id = ${requestId} limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Whether the project or one of its agents works, or ever worked, in this repository. */
export async function isRepositoryOf(db: Db, projectId: string, path: string): Promise<boolean> {
  const { rows } = await sql<{ is_known: boolean }>`
    select exists (select from projects where id = ${projectId} and default_repo_path = ${path})
      or exists (select from agents where project_id = ${projectId} and config ->> 'repo_path' = ${path})
      or exists (select from merges where project_id = ${projectId} and repo_path = ${path})
      as is_known`.execute(db);
  return rows[0]?.is_known === true;
}

/** The name of an agent, also of one that was removed. */
export async function findAgentName(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('agents').select('name').where('id', '=', id).executeTakeFirst();
  return row?.name ?? null;
}
