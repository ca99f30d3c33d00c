import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { TaskEvent } from '@overmind/contracts/entities/task';
import { decodeIdCursor, toPage } from '../../cursor.ts';
import { type Db, iso, newId, type Tx, toJson } from '../../database.ts';
import type { RowOf } from '../../schema.ts';

const toTaskEvent = (row: RowOf<'task_events'>): TaskEvent => ({
  id: row.id,
  task_id: row.task_id,
  event_type: row.event_type,
  payload: row.payload,
  actor: row.actor,
  created_at: iso(row.created_at),
});

export async function insertTaskEvent(
  tx: Tx,
  event: Pick<TaskEvent, 'task_id' | 'event_type' | 'payload' | 'actor'>,
): Promise<TaskEvent> {
  const row = await tx
    .insertInto('task_events')
    .values({ id: newId(), ...event, payload: toJson(event.payload) })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toTaskEvent(row);
}

export async function listTaskEventPage(db: Db, taskId: string, page: PageQuery): Promise<Page<TaskEvent>> {
  let query = db
    .selectFrom('task_events')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('id')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) query = query.where('id', '>', decodeIdCursor(page.cursor));
  return toPage(await query.execute(), page.limit, (row) => [row.id], toTaskEvent);
}

/** What reviewers asked for, oldest first. */
export async function listFeedback(db: Db, taskId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('task_events')
    .select('payload')
    .where('task_id', '=', taskId)
    .where('event_type', '=', 'status_changed')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows
    .map((row) => row.payload['feedback'])
    .filter((text): text is string => typeof text === 'string');
}

export async function countCommentsOfActor(tx: Tx, taskId: string, actor: string): Promise<number> {
  const { count } = await tx
    .selectFrom('task_events')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('task_id', '=', taskId)
    .where('event_type', '=', 'comment')
    .where('actor', '=', actor)
    .executeTakeFirstOrThrow();
  return Number(count);
}
