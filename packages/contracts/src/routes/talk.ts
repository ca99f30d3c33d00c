import { z } from 'zod';
import {
  Conversation,
  ConversationPatch,
  Message,
  NewConversation,
  NewMessage,
} from '../entities/conversation.ts';
import { PageQuery, pageOf } from '../entities/primitives.ts';
import { Request, UnderstandInput, Understanding } from '../entities/request.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

export const createConversation = defineRoute({
  id: 'conversations.create',
  method: 'POST',
  path: '/projects/:id/conversations',
  summary: 'Begin a conversation',
  policy: ofProject('operator'),
  params: IdParams,
  body: NewConversation,
  response: Conversation,
  status: 201,
});
export const listConversations = defineRoute({
  id: 'conversations.list',
  method: 'GET',
  path: '/projects/:id/conversations',
  summary: 'Conversations, newest first',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject(PageQuery.shape),
  response: pageOf(Conversation),
});
export const getConversation = defineRoute({
  id: 'conversations.get',
  method: 'GET',
  path: '/conversations/:id',
  summary: 'One conversation',
  policy: ofProject('viewer', 'conversation'),
  params: IdParams,
  response: Conversation,
});
export const updateConversation = defineRoute({
  id: 'conversations.update',
  method: 'PATCH',
  path: '/conversations/:id',
  summary: 'Rename a conversation or change its mode',
  policy: ofProject('operator', 'conversation'),
  params: IdParams,
  body: ConversationPatch,
  response: Conversation,
});
export const archiveConversation = defineRoute({
  id: 'conversations.archive',
  method: 'POST',
  path: '/conversations/:id/archive',
  summary: 'Put a conversation away',
  policy: ofProject('operator', 'conversation'),
  params: IdParams,
  response: Conversation,
});
export const deleteConversation = defineRoute({
  id: 'conversations.delete',
  method: 'DELETE',
  path: '/conversations/:id',
  summary: 'Delete a conversation and its messages; what was made from them stays',
  policy: ofProject('maintainer', 'conversation'),
  params: IdParams,
});
export const listPendingMessages = defineRoute({
  id: 'messages.pending',
  method: 'GET',
  path: '/conversations/:id/messages/pending',
  summary: 'Questions of a conversation that nobody has answered yet, oldest first',
  policy: ofProject('viewer', 'conversation'),
  params: IdParams,
  response: z.object({ items: z.array(Message), next_cursor: z.null() }),
});
export const postMessage = defineRoute({
  id: 'messages.create',
  method: 'POST',
  path: '/conversations/:id/messages',
  summary: 'Say something; the relayer answers in the same conversation',
  policy: ofProject('operator', 'conversation'),
  params: IdParams,
  body: NewMessage,
  response: Message,
  status: 201,
});
export const listMessages = defineRoute({
  id: 'messages.list',
  method: 'GET',
  path: '/conversations/:id/messages',
  summary: 'Messages, newest first',
  policy: ofProject('viewer', 'conversation'),
  params: IdParams,
  query: z.strictObject(PageQuery.shape),
  response: pageOf(Message),
});
export const getMessage = defineRoute({
  id: 'messages.get',
  method: 'GET',
  path: '/messages/:id',
  summary: 'One message',
  policy: ofProject('viewer', 'message'),
  params: IdParams,
  response: Message,
});
export const listRequests = defineRoute({
  id: 'requests.list',
  method: 'GET',
  path: '/conversations/:id/requests',
  summary: 'What the messages of a conversation were taken for, newest first',
  policy: ofProject('viewer', 'conversation'),
  params: IdParams,
  query: z.strictObject(PageQuery.shape),
  response: pageOf(Request),
});
export const understandText = defineRoute({
  id: 'requests.understand',
  method: 'POST',
  path: '/projects/:id/understand',
  summary: 'What a text would be taken for; nothing is changed',
  policy: ofProject('viewer'),
  scope: 'read',
  params: IdParams,
  body: UnderstandInput,
  response: Understanding,
});
