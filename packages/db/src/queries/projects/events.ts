import type { EventType, RealtimeEvent } from '@overmind/contracts/entities/event';
import { sql } from 'kysely';
import { type Db, iso, newId, type Tx } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

export interface EventToInsert {
  type: EventType;
  entityId: string;
  patch: Record<string, unknown>;
}

/**
 * Numbers and stores the events of one project. The counter's row stays locked until the transaction
 * ends, so numbers follow the order of commits and have no gap; call it last. Answers the last number.
 */
export async function appendEvents(
  tx: Tx,
  projectId: string,
  actor: string,
  events: readonly EventToInsert[],
) {
  const { rows } = await sql<{ last: number }>`
    with counter as (
      update project_counters set event_seq = event_seq + ${events.length}
      where project_id = ${projectId} returning event_seq
    )
    insert into realtime_events (id, project_id, seq, event_type, entity_id, payload, actor)
    select e.id, ${projectId}::uuid, c.event_seq - ${events.length} + e.n, e.type, e.entity_id, e.payload, ${actor}
    from counter c, unnest(
      ${events.map(() => newId())}::uuid[], ${events.map((event) => event.type)}::text[],
      ${events.map((event) => event.entityId)}::uuid[], ${events.map((event) => JSON.stringify(event.patch))}::jsonb[]
    ) with ordinality as e (id, type, entity_id, payload, n)
    returning seq as last`.execute(tx);
  return Math.max(...rows.map((row) => row.last));
}

const toEvent = (row: RowOf<'realtime_events'>): RealtimeEvent => ({
  type: row.event_type as EventType,
  ts: iso(row.created_at),
  project_id: row.project_id,
  seq: row.seq,
  actor: row.actor,
  entity: { id: row.entity_id, patch: row.payload },
});

export async function listEventsAfter(db: Db, projectId: string, afterSeq: number, limit: number) {
  const rows = await db
    .selectFrom('realtime_events')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toEvent);
}

/** The project's latest event number and the oldest that is kept; null for no such project. */
export async function findEventRange(
  db: Db,
  projectId: string,
): Promise<{ oldest: number; latest: number } | null> {
  const { rows } = await sql<{ oldest: number | null; latest: number }>`
    select c.event_seq as latest,
      (select min(seq) from realtime_events where project_id = c.project_id) as oldest
    from project_counters c where c.project_id = ${projectId}`.execute(db);
  const row = rows[0];
  return row ? { latest: row.latest, oldest: row.oldest ?? row.latest + 1 } : null;
}

/**
 * Drops events older than `days`, the oldest first so that what is left has no hole, in slices so that no
 * transaction is long. Answers how many.
 */
export async function deleteOldEvents(db: Db, days: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from realtime_events where id in (
        select id from realtime_events where created_at < now() - ${days} * interval '1 day'
        order by created_at, seq limit 5000
      ) returning 1
    ) select count(*)::int as count from gone`.execute(db);
  return rows[0]?.count ?? 0;
}
