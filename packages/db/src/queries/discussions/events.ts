import type { DiscussionEvent } from '@overmind/contracts/entities/discussion-event';
import { sql } from 'kysely';
import { type Db, type Tx, toJson } from '../../database.ts';

export interface StoredEvent {
  seq: number;
  event: DiscussionEvent;
}

export async function insertDiscussionEvents(
  tx: Tx,
  discussionId: string,
  events: readonly StoredEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx
    .insertInto('discussion_events')
    .values(events.map(({ seq, event }) => ({ discussion_id: discussionId, seq, event: toJson(event) })))
    .execute();
}

/** Events after one, in their order. */
export async function listDiscussionEvents(
  db: Db,
  discussionId: string,
  afterSeq: number,
  limit: number,
): Promise<StoredEvent[]> {
  return db
    .selectFrom('discussion_events')
    .select(['seq', 'event'])
    .where('discussion_id', '=', discussionId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** Those that call votes and count them, in their order; a discussion has few. */
export async function listVoteEvents(db: Db, discussionId: string): Promise<DiscussionEvent[]> {
  const rows = await db
    .selectFrom('discussion_events')
    .select('event')
    .where('discussion_id', '=', discussionId)
    .where(sql<boolean>`event ->> 'type' in ('vote_called', 'vote_counted')`)
    .orderBy('seq')
    .execute();
  return rows.map(({ event }) => event);
}
