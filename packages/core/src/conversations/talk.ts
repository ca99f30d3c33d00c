import type { Conversation, Message } from '@overmind/contracts/entities/conversation';
import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { SpokenIn } from '@overmind/contracts/entities/recording';
import type { Request } from '@overmind/contracts/entities/request';
import { notFound } from '@overmind/contracts/errors';
import { lockDiscussion } from '@overmind/db/queries/discussions/discussions';
import {
  deleteConversationRow,
  findConversation,
  findMessage,
  insertConversation,
  insertMessage,
  listConversationPage,
  listMessagePage,
  lockConversation,
  updateConversationRow,
} from '@overmind/db/queries/talk/conversations';
import { listPendingMessages } from '@overmind/db/queries/talk/pending';
import { insertRequest, listRequestPage, rejectUnreadRequests } from '@overmind/db/queries/work/requests';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { setDiscussionArchived } from '../discussions/archive.ts';
import { sayInDiscussionIn } from '../discussions/interject.ts';
import { closeRelayedIn } from '../discussions/relay.ts';
import { type Write, write } from '../write.ts';

export async function getConversation(core: Core, id: string): Promise<Conversation> {
  const conversation = await findConversation(core.db, id);
  if (!conversation) throw notFound('conversation');
  return conversation;
}

export const listConversations = (
  core: Core,
  projectId: string,
  page: PageQuery,
): Promise<Page<Conversation>> => listConversationPage(core.db, projectId, page);

export async function createConversation(
  core: Core,
  call: Call,
  projectId: string,
  input: { title: string; mode: 'text' | 'voice' },
): Promise<Conversation> {
  return write(core, call, async (w) => {
    const conversation = await insertConversation(w.tx, {
      project_id: projectId,
      ...input,
      created_by_user_id: userIdOf(call),
    });
    w.emit(projectId, 'conversation.created', conversation.id, conversation);
    return conversation;
  });
}

async function change(
  core: Core,
  call: Call,
  id: string,
  fields: { title?: string; mode?: 'text' | 'voice'; archived_at?: Date },
) {
  return write(core, call, async (w) => {
    const conversation =
      Object.keys(fields).length === 0
        ? await findConversation(w.tx, id)
        : await updateConversationRow(w.tx, id, fields);
    if (!conversation) throw notFound('conversation');
    w.emit(conversation.project_id, 'conversation.status.changed', id, conversation);
    return conversation;
  });
}

export const updateConversation = (
  core: Core,
  call: Call,
  id: string,
  input: { title?: string | undefined; mode?: 'text' | 'voice' | undefined },
): Promise<Conversation> =>
  change(core, call, id, {
    ...(input.title === undefined ? {} : { title: input.title }),
    ...(input.mode === undefined ? {} : { mode: input.mode }),
  });

/** A discussion has to have ended before. */
export async function archiveConversation(core: Core, call: Call, id: string): Promise<Conversation> {
  const { kind } = await getConversation(core, id);
  return kind === 'discussion'
    ? setDiscussionArchived(core, call, id, true)
    : change(core, call, id, { archived_at: new Date() });
}

/** Deletes its messages too. Tasks and requests stay; what nobody has read yet is not answered any more. */
export async function deleteConversation(core: Core, call: Call, id: string): Promise<void> {
  await write(core, call, async (w) => {
    const conversation = await findConversation(w.tx, id);
    if (!conversation) throw notFound('conversation');
    const discussion = conversation.kind === 'discussion' ? await lockDiscussion(w.tx, id) : null;
    if (discussion !== null) await closeRelayedIn(w, discussion);
    await rejectUnreadRequests(w.tx, id, 'The conversation was deleted before this was read.');
    await deleteConversationRow(w.tx, id);
    w.emit(conversation.project_id, 'conversation.status.changed', id, { removed: true });
    w.audit('conversation.deleted', id, conversation.project_id, { title: conversation.title });
  });
}

export interface Said {
  userId: string | null;
  content: string;
  /** Where it was spoken. */
  recording?: SpokenIn;
}

/** Stores what a person said and the request it becomes, or says it in a discussion; the conversation is locked. */
export async function sayIn(w: Write, conversation: Conversation, said: Said): Promise<Message> {
  const { userId, content, recording } = said;
  if (conversation.kind === 'discussion')
    return sayInDiscussionIn(w, conversation.id, { ...said, isAnswer: true });
  const message = await insertMessage(w.tx, {
    ...{ conversation_id: conversation.id, role: 'user', sender_id: userId, content },
    ...(recording === undefined ? {} : { recording }),
  });
  w.emit(conversation.project_id, 'conversation.message.created', message.id, message);
  const request = await insertRequest(w.tx, {
    project_id: conversation.project_id,
    source: recording !== undefined || conversation.mode === 'voice' ? 'voice' : 'chat',
    conversation_id: conversation.id,
    message_id: message.id,
    text: content,
    status: 'received',
    created_by_user_id: userId,
  });
  await w.enqueue('request.understand', { request_id: request.id });
  return message;
}

/** Stores what a person said and the request it becomes; the relayer answers in the same conversation. */
export async function postMessage(
  core: Core,
  call: Call,
  conversationId: string,
  content: string,
): Promise<Message> {
  return write(core, call, async (w) => {
    const conversation = await lockConversation(w.tx, conversationId);
    if (!conversation) throw notFound('conversation');
    return sayIn(w, conversation, { userId: userIdOf(call), content });
  });
}

export const listMessages = (core: Core, conversationId: string, page: PageQuery): Promise<Page<Message>> =>
  listMessagePage(core.db, conversationId, page);

/** Questions that nobody has answered yet, oldest first. */
export const listPending = (core: Core, conversationId: string): Promise<Message[]> =>
  listPendingMessages(core.db, conversationId);

export async function getMessage(core: Core, id: string): Promise<Message> {
  const message = await findMessage(core.db, id);
  if (!message) throw notFound('message');
  return message;
}

export const listRequests = (core: Core, conversationId: string, page: PageQuery): Promise<Page<Request>> =>
  listRequestPage(core.db, conversationId, page);
