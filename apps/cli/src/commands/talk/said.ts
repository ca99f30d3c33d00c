import type { Client } from '@overmind/client/http';
import type { Message } from '@overmind/contracts/entities/conversation';
import { listRequests, postMessage } from '@overmind/contracts/routes/talk';
import type { ProjectFeed } from '../../api/project-feed.ts';

export interface Said {
  message: Message;
  /** The last of the answers. */
  reply: Message;
  replies: Message[];
}

const replyLimit = { ms: 30_000, sentence: 'No answer came within 30 seconds. Is a worker running?' };
const maxRequests = 100;

/**
 * Says something and waits for all that is answered: words that ask for work beside something else are answered
 * at once, and again when a cycle has made tasks of the work.
 */
export async function sayOnce(
  client: Client,
  feed: ProjectFeed,
  conversationId: string,
  content: string,
): Promise<Said> {
  const params = { id: conversationId };
  const message = await client.call(postMessage, { params, body: { content } });
  for (let known = 0; ; ) {
    const replies = await feed.until(() => moreReplies(feed, message, known), replyLimit);
    const { items } = await client.call(listRequests, { params, query: { limit: maxRequests } });
    const isOpen = items.some(({ message_id, status }) => message_id === message.id && status === 'received');
    const reply = replies.at(-1);
    if (reply !== undefined && !isOpen) return { message, reply, replies };
    known = replies.length;
  }
}

function moreReplies(feed: ProjectFeed, to: Message, known: number): Message[] | undefined {
  const replies = [...feed.messages.values()].filter(
    ({ role, parent_message_id }) => role === 'relayer' && parent_message_id === to.id,
  );
  return replies.length > known ? replies : undefined;
}
