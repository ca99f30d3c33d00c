import type { Message } from '@overmind/contracts/entities/conversation';
import { listAnswersBefore } from '@overmind/db/queries/talk/conversations';
import { remarkReplies } from '@overmind/domain/replies/remarks';
import type { Answer } from '../say.ts';
import type { Turn } from '../turn.ts';

/** More answers to noises and calls for silence than come in a row. */
const maxLooked = 10;

const saysSomething = ({ content, links }: Message): boolean =>
  links.silence === undefined && content !== remarkReplies.noise;

/** What was said last in the conversation, with what it spoke of and offered. */
export async function repeatLastAnswer({ w, request }: Turn): Promise<Answer> {
  const { conversation_id: conversationId, message_id: beforeId } = request;
  const latest =
    conversationId === null || beforeId === null
      ? []
      : await listAnswersBefore(w.tx, conversationId, { beforeId, limit: maxLooked });
  const last = latest.find(saysSomething);
  const { tasks = [], choices = [] } = last?.links ?? {};
  return { outcome: { kind: 'said_again', content: last?.content ?? null }, tasks, choices };
}
