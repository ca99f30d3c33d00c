import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { Run, RunStatus } from '@overmind/contracts/entities/run';
import { sql } from 'kysely';
import { decodeIdCursor, toPage } from '../../cursor.ts';
import type { Db } from '../../database.ts';
import { liveStatuses, type RunRow, toRun } from './runs.ts';

export interface RecentRun {
  id: string;
  logSeq: number;
  transcriptSeq: number;
  createdAt: Date;
}

/** A project's live runs and those that ended in the last `recentMs`. */
export async function listRecentRuns(db: Db, projectId: string, recentMs: number): Promise<RecentRun[]> {
  const { rows } = await sql<{ id: string; log_seq: number; transcript_seq: number; created_at: Date }>`
    select id, log_seq, transcript_seq, created_at from agent_runs
    where project_id = ${projectId} and status in ('queued', 'started', 'streaming')
    union all
    select id, log_seq, transcript_seq, created_at from agent_runs
    where project_id = ${projectId} and finished_at > clock_timestamp() - ${recentMs} * interval '1 millisecond'`.execute(
    db,
  );
  return rows.map((row) => ({
    ...{ id: row.id, createdAt: row.created_at },
    ...{ logSeq: row.log_seq, transcriptSeq: row.transcript_seq },
  }));
}

export async function listRunPage(
  db: Db,
  projectId: string,
  page: PageQuery & { status?: RunStatus[] | undefined; task?: string | undefined },
): Promise<Page<Run>> {
  let query = db
    .selectFrom('agent_runs')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  if (page.status) query = query.where('status', 'in', page.status);
  if (page.task) query = query.where('task_id', '=', page.task);
  if (page.cursor !== undefined) query = query.where('id', '<', decodeIdCursor(page.cursor));
  return toPage(await query.execute(), page.limit, (row) => [row.id], toRun);
}

export async function listLiveRuns(db: Db, projectId: string): Promise<RunRow[]> {
  return db
    .selectFrom('agent_runs')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('status', 'in', liveStatuses)
    .orderBy('created_at')
    .limit(200)
    .execute();
}

export async function listEndedRuns(db: Db, projectId: string, limit: number): Promise<RunRow[]> {
  return db
    .selectFrom('agent_runs')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('finished_at', 'is not', null)
    .orderBy('finished_at', 'desc')
    .limit(limit)
    .execute();
}

export async function countLiveRuns(db: Db): Promise<{ by: Map<string, number> }> {
  const rows = await db
    .selectFrom('agent_runs')
    .select(['agent_id', 'runner_id', 'project_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('status', 'in', liveStatuses)
    .groupBy(['agent_id', 'runner_id', 'project_id'])
    .execute();
  const by = new Map<string, number>();
  for (const row of rows) {
    for (const id of [row.agent_id, row.runner_id, row.project_id]) {
      if (id !== null) by.set(id, (by.get(id) ?? 0) + row.count);
    }
  }
  return { by };
}
