import { z } from 'zod';
import { Conversation } from '../entities/conversation.ts';
import { ConversationImport, maxImportBytes } from '../entities/conversation-export.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

export const startConversation = defineRoute({
  id: 'conversations.start',
  method: 'POST',
  path: '/conversations/:id/start',
  summary: 'Let a discussion go on that was paused; one that goes on already stays as it is',
  policy: ofProject('operator', 'conversation'),
  params: IdParams,
  response: Conversation,
});
export const pauseConversation = defineRoute({
  id: 'conversations.pause',
  method: 'POST',
  path: '/conversations/:id/pause',
  summary: 'Let nobody speak in a discussion any more until it is resumed',
  policy: ofProject('operator', 'conversation'),
  params: IdParams,
  response: Conversation,
});
export const resumeConversation = defineRoute({
  id: 'conversations.resume',
  method: 'POST',
  path: '/conversations/:id/resume',
  summary: 'Let a paused discussion go on',
  policy: ofProject('operator', 'conversation'),
  params: IdParams,
  response: Conversation,
});
export const exportConversation = defineRoute({
  id: 'conversations.export',
  method: 'GET',
  path: '/conversations/:id/export',
  summary: 'A whole chat or discussion as JSON or Markdown; both can be imported elsewhere',
  policy: ofProject('viewer', 'conversation'),
  params: IdParams,
  query: z.strictObject({ format: z.enum(['json', 'markdown']).default('json') }),
  responseKind: 'bytes',
});
export const importConversation = defineRoute({
  id: 'conversations.import',
  method: 'POST',
  path: '/projects/:id/conversations/import',
  summary:
    'Bring a chat or a discussion that was exported, or a transcript in Markdown; nothing said in it is acted on',
  policy: ofProject('maintainer'),
  params: IdParams,
  body: ConversationImport,
  bodyLimit: maxImportBytes,
  response: Conversation,
  status: 201,
});
