import type { Conversation, Message } from '@overmind/contracts/entities/conversation';
import { MessageLinks } from '@overmind/contracts/entities/conversation';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import { sql } from 'kysely';
import { decodeIdCursor, toPage } from '../../cursor.ts';
import { type Db, iso, isoOrNull, newId, type Tx, toJson } from '../../database.ts';
import type { ChangeOf, RowOf } from '../../schema.ts';

const toConversation = (row: RowOf<'conversations'>): Conversation => ({
  id: row.id,
  project_id: row.project_id,
  kind: row.kind,
  title: row.title,
  mode: row.mode,
  created_by_user_id: row.created_by_user_id,
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
  archived_at: isoOrNull(row.archived_at),
});

export async function insertConversation(
  tx: Tx,
  conversation: {
    project_id: string;
    title: string;
    mode: 'text' | 'voice';
    created_by_user_id: string | null;
    kind?: 'chat' | 'discussion';
    created_at?: string;
  },
): Promise<Conversation> {
  const row = await tx
    .insertInto('conversations')
    .values({ id: newId(), kind: 'chat', ...conversation })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toConversation(row);
}

export async function findConversation(db: Db, id: string): Promise<Conversation | null> {
  const row = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toConversation(row) : null;
}

/** Whoever speaks waits here for who spoke before: what is said in a conversation has one order. */
export async function lockConversation(tx: Tx, id: string): Promise<Conversation | null> {
  const row = await tx
    .selectFrom('conversations')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ? toConversation(row) : null;
}

/** One that is not archived before all that are. */
export async function findNewestChat(db: Db, projectId: string): Promise<Conversation | null> {
  const row = await db
    .selectFrom('conversations')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('kind', '=', 'chat')
    .orderBy(sql`archived_at is not null`)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toConversation(row) : null;
}

export async function updateConversationRow(
  tx: Tx,
  id: string,
  change: ChangeOf<'conversations'>,
): Promise<Conversation | null> {
  const row = await tx
    .updateTable('conversations')
    .set(change)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row ? toConversation(row) : null;
}

/** With its messages; requests and what was made from them stay. */
export async function deleteConversationRow(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('conversations').where('id', '=', id).execute();
}

export async function listConversationPage(
  db: Db,
  projectId: string,
  page: PageQuery,
): Promise<Page<Conversation>> {
  let query = db
    .selectFrom('conversations')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('kind', '=', 'chat')
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) query = query.where('id', '<', decodeIdCursor(page.cursor));
  return toPage(await query.execute(), page.limit, (row) => [row.id], toConversation);
}

export const toMessage = (row: RowOf<'messages'>): Message => ({
  id: row.id,
  conversation_id: row.conversation_id,
  role: row.role,
  sender_id: row.sender_id,
  message_type: row.message_type as Message['message_type'],
  content: row.content,
  content_format: row.content_format,
  parent_message_id: row.parent_message_id,
  requires_user_response: row.requires_user_response,
  related_task_id: row.related_task_id,
  links: MessageLinks.parse(row.links),
  ...(row.recording_id === null
    ? {}
    : {
        recording: {
          ...{ id: row.recording_id, start_ms: row.recording_start_ms ?? 0 },
          end_ms: row.recording_end_ms ?? 0,
        },
      }),
  created_at: iso(row.created_at),
});

export type MessageToInsert = Pick<Message, 'conversation_id' | 'role' | 'content'> &
  Partial<
    Pick<
      Message,
      | 'sender_id'
      | 'message_type'
      | 'content_format'
      | 'parent_message_id'
      | 'requires_user_response'
      | 'related_task_id'
      | 'recording'
    >
  > & {
    links?: Partial<Message['links']>;
    /** When it was said, if not now. */
    at?: Date;
  };

export async function insertMessage(
  tx: Tx,
  { recording, at, ...message }: MessageToInsert,
): Promise<Message> {
  const row = await tx
    .insertInto('messages')
    .values({
      id: newId(),
      message_type: 'chat',
      content_format: message.role === 'user' ? 'plain' : 'markdown',
      ...message,
      links: toJson(MessageLinks.parse(message.links ?? {})),
      recording_id: recording?.id ?? null,
      recording_start_ms: recording?.start_ms ?? null,
      recording_end_ms: recording?.end_ms ?? null,
      // Several messages of one transaction keep the order they were said in.
      created_at: at ?? sql`clock_timestamp()`,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toMessage(row);
}

export async function findMessage(db: Db, id: string): Promise<Message | null> {
  const row = await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toMessage(row) : null;
}

/** What was last said to the people of a conversation before one of its messages, newest first. */
export async function listAnswersBefore(
  db: Db,
  conversationId: string,
  { beforeId, limit }: { beforeId: string; limit: number },
): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('role', '<>', 'user')
    .where('id', '<', beforeId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toMessage);
}

export async function listMessagePage(
  db: Db,
  conversationId: string,
  page: PageQuery,
): Promise<Page<Message>> {
  let query = db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  if (page.cursor !== undefined) query = query.where('id', '<', decodeIdCursor(page.cursor));
  return toPage(await query.execute(), page.limit, (row) => [row.id], toMessage);
}
