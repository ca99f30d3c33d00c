import type { Client } from '@overmind/client/http';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { Request } from '@overmind/contracts/entities/request';
import { listMessages, listRequests, postMessage } from '@overmind/contracts/routes/talk';
import type { ProjectFeed } from '../../api/project-feed.ts';

export interface Said {
  message: Message;
  /** The last of the answers. */
  reply: Message;
  replies: Message[];
}

const replyLimit = { ms: 30_000, sentence: 'No answer came within 30 seconds. Is a worker running?' };
const limit = 100;

/**
 * Says something and waits for all that is answered: words that ask for work beside something else are answered
 * at once, and again when a cycle has made tasks of the work. The feed only tells when to look: its events may be
 * behind what the requests already say.
 */
export async function sayOnce(
  client: Client,
  feed: ProjectFeed,
  conversationId: string,
  content: string,
): Promise<Said> {
  const message = await client.call(postMessage, { params: { id: conversationId }, body: { content } });
  return awaitReplies(client, feed, message);
}

/** Waits for all that is answered to a message, as `sayOnce` does. */
export async function awaitReplies(client: Client, feed: ProjectFeed, message: Message): Promise<Said> {
  const params = { id: message.conversation_id };
  for (let known = 0; ; ) {
    known = await feed.until(() => moreReplies(feed, message, known), replyLimit);
    const requests = await client.call(listRequests, { params, query: { limit } });
    if (requests.items.some((request) => isOf(message, request) && request.status === 'received')) continue;
    const messages = await client.call(listMessages, { params, query: { limit } });
    const replies = messages.items.filter((each) => isReply(message, each)).reverse();
    const reply = replies.at(-1);
    if (reply !== undefined) return { message, reply, replies };
  }
}

/** How what was asked for by these went, so far as it is over; oldest first. */
export async function listOutcomes(client: Client, asked: readonly Message[]): Promise<Message[]> {
  const [first] = asked;
  if (first === undefined) return [];
  const params = { id: first.conversation_id };
  const { items } = await client.call(listMessages, { params, query: { limit } });
  const isOutcome = ({ message_type: type, parent_message_id: parent }: Message): boolean =>
    type === 'summary' && asked.some(({ id }) => id === parent);
  return items.filter(isOutcome).reverse();
}

const isOf = (message: Message, request: Request): boolean => request.message_id === message.id;

const isReply = (to: Message, message: Message): boolean =>
  message.role === 'relayer' && message.parent_message_id === to.id;

/** How many replies have come, once these are more than were known. */
function moreReplies(feed: ProjectFeed, to: Message, known: number): number | undefined {
  const count = [...feed.messages.values()].filter((message) => isReply(to, message)).length;
  return count > known ? count : undefined;
}
