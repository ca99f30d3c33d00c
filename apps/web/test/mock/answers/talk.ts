import { randomUUID } from 'node:crypto';
import type { Conversation, Message } from '@overmind/contracts/entities/conversation';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { ago, uuid } from '../fixtures/ids.ts';
import { messages } from '../fixtures/messages.ts';
import type { Feed } from '../socket.ts';
import { type Answers, made, ok, page, problem, unknown } from './answer.ts';

const answerMs = 900;

/** Conversations, what is said in them, and what a text would be taken for. */
export function talkAnswers(view: Snapshot, feed: Feed): Answers {
  const conversations: Conversation[] = [
    view.conversation,
    { ...view.conversation, id: uuid(2, 2), title: 'Release planning', updated_at: ago(86_400) },
  ];
  const find = (id: string) => conversations.find((each) => each.id === id);
  const put = (message: Message) => {
    if (message.conversation_id === view.conversation.id) view.messages.push(message);
    feed.event('conversation.message.created', message.id, message);
  };
  const say = (conversationId: string, content: string): Message => {
    const message: Message = {
      ...(messages[0] as Message),
      ...{ id: randomUUID(), conversation_id: conversationId, content },
      created_at: new Date().toISOString(),
    };
    put(message);
    const answer: Message = {
      ...{ ...message, id: randomUUID(), role: 'relayer', content_format: 'markdown' },
      content: `Understood: *${content}*`,
    };
    setTimeout(() => put({ ...answer, created_at: new Date().toISOString() }), answerMs);
    return message;
  };
  return {
    'GET /projects/:id/conversations': () => page(conversations),
    'POST /projects/:id/conversations': () => {
      const conversation = { ...view.conversation, id: randomUUID(), title: 'Chat' };
      conversations.unshift(conversation);
      return made(conversation);
    },
    'GET /conversations/:id': ({ id }) => {
      const found = find(id);
      return found === undefined ? unknown : ok(found);
    },
    'PATCH /conversations/:id': ({ id, body }) => {
      const found = find(id);
      if (found === undefined) return unknown;
      Object.assign(found, body);
      feed.event('conversation.status.changed', id, body);
      return ok(found);
    },
    'POST /conversations/:id/archive': ({ id }) => {
      const found = find(id);
      if (found === undefined) return unknown;
      found.archived_at = new Date().toISOString();
      feed.event('conversation.status.changed', id, { archived_at: found.archived_at });
      return ok(found);
    },
    'DELETE /conversations/:id': ({ id }) => {
      conversations.splice(
        conversations.findIndex((each) => each.id === id),
        1,
      );
      return { status: 204 };
    },
    'GET /conversations/:id/messages': ({ id }) =>
      page(id === view.conversation.id ? view.messages.toReversed() : []),
    'POST /conversations/:id/messages': ({ id, body }) => {
      const content = String(body['content']);
      return content === 'fail' ? problem(503, 'unavailable', 'Try again soon.') : made(say(id, content));
    },
    'POST /projects/:id/understand': ({ body }) => ok({ requests: [understood(String(body['text']))] }),
  };
}

function understood(text: string) {
  const base = {
    ...{ kind: 'work', intent: 'create_tasks', tasks: [] as unknown[], targets: [] as string[], agent: null },
    ...{ priority: null, needs_clarification: null, choices: [], topic: null, remark: null, words: null },
    confidence: 0.9,
  };
  const cancel = /^\/?cancel (\S+)/i.exec(text);
  if (cancel !== null) return { ...base, kind: 'control', intent: 'cancel', targets: [cancel[1]] };
  const parts = text.split(/ and | then /);
  const tasks = parts.map((title, index) => ({
    ...{ type: 'code_change', title, description: '', acceptance_criteria: [], priority: 3 },
    ...{ agent: index === 0 ? 'frontend' : 'qa', depends_on: [], waits_for: [], after: 'done', files: [] },
  }));
  return { ...base, tasks };
}
