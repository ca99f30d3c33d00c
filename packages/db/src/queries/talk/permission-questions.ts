import { sql } from 'kysely';
import type { Db, Tx } from '../../database.ts';

/** Whether a question for leave of a task's agent waits for an answer in some chat. */
export async function hasOpenQuestion(db: Db, taskId: string): Promise<boolean> {
  const { rows } = await sql`
    select from messages where related_task_id = ${taskId} and requires_user_response
    and jsonb_exists(links, 'permission_id') limit 1`.execute(db);
  return rows.length > 0;
}

/** The question of a request waits no longer. */
export async function answerQuestionOf(
  tx: Tx,
  { taskId, permissionId }: { taskId: string; permissionId: string },
): Promise<void> {
  await sql`
    update messages set requires_user_response = false
    where related_task_id = ${taskId} and requires_user_response
    and links ->> 'permission_id' = ${permissionId}`.execute(tx);
}

/** Whether a message stood there when another was written, or was spoken: it may have been heard later. */
const isBefore = (messageId: string) => sql<boolean>`messages.id < ${messageId} and messages.created_at <=
  (select least(m.created_at, r.created_at) from messages m left join recordings r on r.id = m.recording_id
    where m.id = ${messageId})`;

/** The requests whose questions wait in a conversation and were put before a message, oldest first. */
export async function listOpenQuestions(
  db: Db,
  conversationId: string,
  messageId: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select links ->> 'permission_id' as id from messages
    where conversation_id = ${conversationId} and ${isBefore(messageId)} and requires_user_response
    and jsonb_exists(links, 'permission_id') order by messages.id limit 100`.execute(db);
  return rows.map((row) => row.id);
}

/** The request that the last thing said before a message asks for; null when that was something else. */
export async function findQuestionBefore(
  db: Db,
  conversationId: string,
  messageId: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select links ->> 'permission_id' as id from messages
    where conversation_id = ${conversationId} and ${isBefore(messageId)} and role <> 'user'
    order by messages.id desc limit 1`.execute(db);
  return rows[0]?.id ?? null;
}
