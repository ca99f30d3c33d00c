import {
  type Cycle,
  CycleCounts,
  type CycleMode,
  type CycleState,
  type CycleTrigger,
} from '@overmind/contracts/entities/cycle';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { sql } from 'kysely';
import { decodeIdCursor, toPage } from '../../cursor.ts';
import { type Db, iso, isoOrNull, newId, type Tx } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

export const toCycle = (row: RowOf<'orchestrator_cycles'>): Cycle => ({
  id: row.id,
  project_id: row.project_id,
  mode: row.mode,
  state: row.state,
  trigger: row.trigger,
  counts: CycleCounts.parse(row.counts),
  error: row.error,
  created_at: iso(row.created_at),
  started_at: isoOrNull(row.started_at),
  finished_at: isoOrNull(row.finished_at),
});

const isRunning = sql<boolean>`state not in ('cycle.queued', 'cycle.completed', 'cycle.failed')`;

/**
 * The project's waiting cycle, made when there is none. The conflict clause locks a waiting row, so a
 * worker that is about to begin it waits for this transaction and sees what it wrote: no input is missed.
 */
export async function enqueueCycle(
  tx: Tx,
  projectId: string,
  trigger: CycleTrigger,
  mode: CycleMode,
): Promise<{ id: string; isNew: boolean }> {
  const { rows } = await sql<{ id: string; is_new: boolean }>`
    insert into orchestrator_cycles (id, project_id, mode, state, trigger)
    values (${newId()}, ${projectId}, ${mode}, 'cycle.queued', ${trigger})
    on conflict (project_id) where state = 'cycle.queued'
    do update set mode = case when excluded.mode = 'full' then 'full' else orchestrator_cycles.mode end
    returning id, xmax = 0 as is_new`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error('no cycle row came back');
  return { id: row.id, isNew: row.is_new };
}

/** A cycle that is over as soon as it is there: it stands beside a running and a waiting one. */
export async function insertTriedCycle(tx: Tx, projectId: string): Promise<Cycle> {
  const row = await tx
    .insertInto('orchestrator_cycles')
    .values({
      ...{ id: newId(), project_id: projectId, mode: 'incremental', trigger: 'button' },
      state: 'cycle.completed',
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toCycle(row);
}

/** The cycle that a crash left unfinished, else the waiting one; locked. Null when there is neither. */
export async function lockNextCycle(tx: Tx, projectId: string): Promise<RowOf<'orchestrator_cycles'> | null> {
  const row = await tx
    .selectFrom('orchestrator_cycles')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('state', 'not in', ['cycle.completed', 'cycle.failed'])
    .orderBy(sql`state = 'cycle.queued'`)
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Moves a cycle on, only from the state it is thought to be in; null when another worker was first. */
export async function advanceCycle(
  tx: Tx,
  id: string,
  from: CycleState,
  change: ChangeOf<'orchestrator_cycles'>,
): Promise<Cycle | null> {
  const row = await tx
    .updateTable('orchestrator_cycles')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', from)
    .returningAll()
    .executeTakeFirst();
  return row ? toCycle(row) : null;
}

export async function hasWaitingCycle(db: Db, projectId: string): Promise<boolean> {
  const row = await db
    .selectFrom('orchestrator_cycles')
    .select('id')
    .where('project_id', '=', projectId)
    .where('state', '=', 'cycle.queued')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Projects with tasks that wait only for a place on a runner, or whose cycle may be finding out just now: those that
 * were looked at longest ago first, so that each comes to its turn.
 */
export async function listProjectsWaitingForRunner(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from projects p cross join lateral (
      select c.state, c.counts, c.created_at from orchestrator_cycles c
      where c.project_id = p.id order by c.created_at desc, c.id desc limit 1) last
    where p.archived_at is null and (
      last.state not in ('cycle.scheduled_runs', 'cycle.updated_state', 'cycle.completed', 'cycle.failed')
      or (last.counts ->> 'tasks_waiting_for_runner')::int > 0)
    order by last.created_at, p.id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

/** Projects whose cycle waits or stands still for longer than `ms`: its wake-up was lost. */
export async function listStalledCycles(db: Db, ms: number): Promise<string[]> {
  const rows = await db
    .selectFrom('orchestrator_cycles')
    .select('project_id')
    .distinct()
    .where('state', 'not in', ['cycle.completed', 'cycle.failed'])
    .where(sql<boolean>`coalesce(started_at, created_at) < now() - ${ms} * interval '1 millisecond'`)
    .limit(500)
    .execute();
  return rows.map((row) => row.project_id);
}

export async function findCycle(db: Db, id: string): Promise<Cycle | null> {
  const row = await db.selectFrom('orchestrator_cycles').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toCycle(row) : null;
}

export async function findCurrentCycle(db: Db, projectId: string): Promise<Cycle | null> {
  const row = await db
    .selectFrom('orchestrator_cycles')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy(isRunning, 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toCycle(row) : null;
}

export async function listCyclePage(db: Db, projectId: string, page: PageQuery): Promise<Page<Cycle>> {
  let query = db
    .selectFrom('orchestrator_cycles')
    .selectAll()
    .where('project_id', '=', projectId)
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) query = query.where('id', '<', decodeIdCursor(page.cursor));
  return toPage(await query.execute(), page.limit, (row) => [row.id], toCycle);
}
