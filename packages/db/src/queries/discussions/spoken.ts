import type { DiscussionStatus } from '@overmind/contracts/entities/discussion';
import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';
import { type DiscussionRow, selectDiscussions } from './discussions.ts';

/** Discussions of a project that wait for an answer of a person, the latest first. */
export async function listAskingDiscussions(
  db: Db,
  projectId: string,
  limit: number,
): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('discussions as d')
    .innerJoin('conversations as c', 'c.id', 'd.id')
    .select(['d.id', 'c.title'])
    .where('d.project_id', '=', projectId)
    .where('d.status', '=', 'paused')
    .where('d.waits_for', '=', 'user')
    .where('c.archived_at', 'is', null)
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute();
}

export interface EndedDiscussion {
  id: string;
  title: string;
  /** Title of what was decided. */
  decision: string | null;
  status: DiscussionStatus;
}

/** Discussions of a project that came to a decision, or to options without one, the last ended first. */
export async function listEndedDiscussions(
  db: Db,
  projectId: string,
  limit: number,
): Promise<EndedDiscussion[]> {
  return db
    .selectFrom('discussions as d')
    .innerJoin('conversations as c', 'c.id', 'd.id')
    .select(['d.id', 'c.title', 'd.status', sql<string | null>`d.record ->> 'title'`.as('decision')])
    .where('d.project_id', '=', projectId)
    .where('d.ended_at', 'is not', null)
    .where('d.status', 'in', ['completed', 'no_consensus'])
    .where('c.archived_at', 'is', null)
    .orderBy('d.ended_at', 'desc')
    .limit(limit)
    .execute();
}

/** The discussion of a project whose id ends in these eight characters. */
export async function findDiscussionByEnding(
  db: Db,
  projectId: string,
  ending: string,
): Promise<DiscussionRow | null> {
  const rows = await selectDiscussions(db)
    .where('d.project_id', '=', projectId)
    // As the index has it.
    .where(sql<boolean>`right(d.id::text, 8) = ${ending}`)
    .limit(2)
    .execute();
  return rows.length === 1 ? (rows[0] ?? null) : null;
}

export interface RelayedMessage {
  discussionId: string;
  relays: 'question' | 'outcome' | null;
}

/** What the last things said in a chat, before a message where one is given, were about: discussions, the newest first. */
export async function listRelayed(
  db: Db,
  conversationId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<(RelayedMessage | null)[]> {
  let query = db
    .selectFrom('messages')
    .select([
      sql<string | null>`links ->> 'discussion_id'`.as('discussionId'),
      sql<RelayedMessage['relays']>`links ->> 'relays'`.as('relays'),
    ])
    .where('conversation_id', '=', conversationId)
    .where('role', '<>', 'user')
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('id', '<', before);
  const rows = await query.execute();
  return rows.map(({ discussionId, relays }) => (discussionId === null ? null : { discussionId, relays }));
}

/**
 * What a discussion asked, in the chat that it was asked for in, waits there no longer. Whoever locks such a message
 * was spoken to there and closes it, too, perhaps waiting for the lock of the discussion: it is passed over.
 */
export async function closeRelayed(
  tx: Tx,
  discussionId: string,
): Promise<{ id: string; conversation_id: string }[]> {
  const { rows } = await sql<{ id: string; conversation_id: string }>`
    update messages set requires_user_response = false
    where id = any(array(
      select id from messages
      where conversation_id = (select origin_conversation_id from discussions where id = ${discussionId})
        and requires_user_response and links ->> 'discussion_id' = ${discussionId} and links ->> 'relays' is not null
      for no key update skip locked))
    returning id, conversation_id`.execute(tx);
  return rows;
}
