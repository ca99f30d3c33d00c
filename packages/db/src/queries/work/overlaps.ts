import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';
import { listTasksByIds, type TaskRow } from './tasks.ts';

export interface FilesOfTask {
  id: string;
  key: string;
  files: string[];
  overlaps: string[];
}

/** Tasks with a live run or in review that name files, the latest moved first. */
export async function listLiveFiles(db: Db, projectId: string, limit: number): Promise<FilesOfTask[]> {
  const { rows } = await sql<FilesOfTask>`
    select id, key, files, "overlaps" from (
      (select id, key, files, "overlaps" from tasks where project_id = ${projectId}
        and status in ('in_progress', 'needs_review') and files <> '{}' order by updated_at desc limit ${limit})
      union all
      (select t.id, t.key, t.files, t."overlaps" from agent_runs r join tasks t on t.id = r.task_id
        where r.project_id = ${projectId} and r.status in ('queued', 'started', 'streaming')
          and t.status = 'queued' and t.files <> '{}' limit ${limit})
    ) live`.execute(db);
  return rows;
}

/** Tasks that are said to overlap with others, live or not. */
export async function listOverlapping(db: Db, projectId: string): Promise<FilesOfTask[]> {
  return db
    .selectFrom('tasks')
    .select(['id', 'key', 'files', 'overlaps'])
    .where('project_id', '=', projectId)
    .where(sql<boolean>`"overlaps" <> '{}'`)
    .execute();
}

export async function updateOverlaps(
  tx: Tx,
  changes: readonly { id: string; overlaps: readonly string[] }[],
): Promise<TaskRow[]> {
  for (const { id, overlaps } of changes) {
    await tx
      .updateTable('tasks')
      .set({ overlaps: [...overlaps], version: sql<number>`version + 1` })
      .where('id', '=', id)
      .execute();
  }
  return listTasksByIds(
    tx,
    changes.map((change) => change.id),
  );
}
