import { findLastAnswer } from '@overmind/db/queries/talk/conversations';
import type { Answer } from '../say.ts';
import type { Turn } from '../turn.ts';

/** What was said last in the conversation, with what it spoke of and offered. */
export async function repeatLastAnswer({ w, request }: Turn): Promise<Answer> {
  const { conversation_id: conversationId, message_id: messageId } = request;
  const last =
    conversationId === null || messageId === null
      ? null
      : await findLastAnswer(w.tx, conversationId, messageId);
  const { tasks = [], choices = [] } = last?.links ?? {};
  return { outcome: { kind: 'said_again', content: last?.content ?? null }, tasks, choices };
}
