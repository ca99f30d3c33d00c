import type { Message } from '@overmind/contracts/entities/conversation';
import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';
import { toMessage } from './conversations.ts';

const maxPending = 100;

/** Questions of a conversation that wait for an answer, put before a message where one is given, oldest first. */
export async function listPendingMessages(
  db: Db,
  conversationId: string,
  before: string | null = null,
): Promise<Message[]> {
  let query = db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('requires_user_response', '=', true)
    .orderBy('id')
    .limit(maxPending);
  if (before !== null) query = query.where('id', '<', before);
  return (await query.execute()).map(toMessage);
}

/**
 * Takes the questions off the list, those put before a message where one is given: the person has spoken since. What
 * coding agents ask leave for stays, and what discussions ask.
 */
export async function clearPendingMessages(
  tx: Tx,
  conversationId: string,
  before: string | null = null,
): Promise<void> {
  let query = tx
    .updateTable('messages')
    .set({ requires_user_response: false })
    .where('conversation_id', '=', conversationId)
    .where('requires_user_response', '=', true)
    .where(
      sql<boolean>`not jsonb_exists(links, 'permission_id') and links ->> 'relays' is distinct from 'question'`,
    );
  if (before !== null) query = query.where('id', '<', before);
  await query.execute();
}

/** Keys of the tasks that the last `limit` answers pointed at, newest first, each once. */
export async function listMentionedKeys(db: Db, conversationId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('messages')
    .select('links')
    .where('conversation_id', '=', conversationId)
    .where('role', '<>', 'user')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return [...new Set(rows.flatMap((row) => (row.links.tasks ?? []).map((task) => task.key)))];
}

interface OffersSought {
  conversationId: string;
  /** What the sought ones begin with, as a POSIX regular expression. */
  saying: string;
  /** An id, as that of what is spoken of: ids follow time, so what was said before it is not looked through. */
  afterId: string;
  beforeId: string;
}

/** What an answer offered to say next, and when it was last offered. */
export interface Offer {
  say: string;
  last_at: Date;
}

/** What the answers of a conversation offered to say, each once, however long ago. */
export async function listOffers(
  db: Db,
  { conversationId, saying, afterId, beforeId }: OffersSought,
): Promise<Offer[]> {
  const { rows } = await sql<Offer>`select offered ->> 'say' as say, max(created_at) as last_at
    from messages, jsonb_array_elements(links -> 'choices') offered
    where conversation_id = ${conversationId} and role <> 'user' and id > ${afterId} and id < ${beforeId}
      and offered ->> 'say' ~ ${saying}
    group by 1`.execute(db);
  return rows;
}

const takenFrom = 12;

/** Whether a message that was not spoken says just what one of the last answers before it offered: a choice was taken. */
export async function isTakenChoice(db: Db, conversationId: string, messageId: string): Promise<boolean> {
  const { rows } = await sql<{ is_taken: boolean }>`
    select exists (
      select 1 from messages m, (
        select links from messages where conversation_id = ${conversationId} and role <> 'user'
          and id < ${messageId} order by id desc limit ${takenFrom}
      ) answer, jsonb_path_query(answer.links, '$.choices[*].say') offered
      where m.id = ${messageId} and m.recording_id is null and offered #>> '{}' = m.content
    ) as is_taken`.execute(db);
  return rows[0]?.is_taken === true;
}
