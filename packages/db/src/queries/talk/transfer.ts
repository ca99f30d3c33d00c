import type { Message } from '@overmind/contracts/entities/conversation';
import type { ChatMessageExport } from '@overmind/contracts/entities/conversation-export';
import { type Db, iso, type Tx } from '../../database.ts';

/** The newest message of a conversation; null where nothing was said. */
export async function findLastMessageId(db: Db, conversationId: string): Promise<string | null> {
  const row = await db
    .selectFrom('messages')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Messages of a conversation as a file has them, oldest first, after one and up to another. */
export async function listMessagesUpTo(
  db: Db,
  conversationId: string,
  { afterId, lastId, limit }: { afterId: string | null; lastId: string; limit: number },
): Promise<ChatMessageExport[]> {
  let query = db
    .selectFrom('messages')
    .select(['id', 'parent_message_id', 'role', 'sender_id', 'message_type', 'content', 'content_format'])
    .select('created_at')
    .where('conversation_id', '=', conversationId)
    .where('id', '<=', lastId)
    .orderBy('id')
    .limit(limit);
  if (afterId !== null) query = query.where('id', '>', afterId);
  const rows = await query.execute();
  return rows.map(({ parent_message_id, sender_id, message_type, created_at, ...row }) => ({
    ...row,
    reply_to: parent_message_id,
    // Who a person is stays here.
    sender: row.role === 'user' ? null : sender_id,
    message_type: message_type as Message['message_type'],
    created_at: iso(created_at),
  }));
}

/** Adds messages that ask for nothing, in their order. */
export async function insertHistory(
  tx: Tx,
  conversationId: string,
  messages: readonly ChatMessageExport[],
): Promise<void> {
  if (messages.length === 0) return;
  await tx
    .insertInto('messages')
    .values(
      messages.map(({ reply_to, sender, ...message }) => ({
        ...message,
        conversation_id: conversationId,
        parent_message_id: reply_to,
        sender_id: sender,
        links: '{}',
      })),
    )
    .execute();
}
