import * as ofBoth from '@overmind/contracts/routes/conversations';
import * as routes from '@overmind/contracts/routes/talk';
import {
  pauseConversation,
  resumeConversation,
  startConversation,
} from '@overmind/core/conversations/course';
import { exportConversation } from '@overmind/core/conversations/export';
import { importConversation } from '@overmind/core/conversations/import';
import {
  archiveConversation,
  createConversation,
  deleteConversation,
  getConversation,
  getMessage,
  listConversations,
  listMessages,
  listPending,
  listRequests,
  postMessage,
  updateConversation,
} from '@overmind/core/conversations/talk';
import type { Core } from '@overmind/core/core';
import { understandText } from '@overmind/core/requests/context';
import { type Handler, on, wholeList } from './handle.ts';
import { sendExport } from './send-export.ts';

export const talkHandlers = (core: Core): Handler[] => [
  ...conversationHandlers(core),
  on(routes.createConversation, ({ call, params, body }) => createConversation(core, call, params.id, body)),
  on(routes.listConversations, ({ params, query }) => listConversations(core, params.id, query)),
  on(routes.getConversation, ({ params }) => getConversation(core, params.id)),
  on(routes.updateConversation, ({ call, params, body }) => updateConversation(core, call, params.id, body)),
  on(routes.archiveConversation, ({ call, params }) => archiveConversation(core, call, params.id)),
  on(routes.deleteConversation, ({ call, params }) => deleteConversation(core, call, params.id)),
  on(routes.listPendingMessages, ({ params }) => wholeList(listPending(core, params.id))),
  on(routes.postMessage, ({ call, params, body }) => postMessage(core, call, params.id, body.content)),
  on(routes.listMessages, ({ params, query }) => listMessages(core, params.id, query)),
  on(routes.getMessage, ({ params }) => getMessage(core, params.id)),
  on(routes.listRequests, ({ params, query }) => listRequests(core, params.id, query)),
  on(routes.understandText, ({ params, body }) => understandText(core, params.id, body)),
];

/** Of chats and discussions alike. */
const conversationHandlers = (core: Core): Handler[] => [
  on(ofBoth.startConversation, ({ call, params }) => startConversation(core, call, params.id)),
  on(ofBoth.pauseConversation, ({ call, params }) => pauseConversation(core, call, params.id)),
  on(ofBoth.resumeConversation, ({ call, params }) => resumeConversation(core, call, params.id)),
  on(ofBoth.exportConversation, async ({ params, query, reply }) =>
    sendExport(reply, await exportConversation(core, params.id, query.format)),
  ),
  on(ofBoth.importConversation, ({ call, params, body }) => importConversation(core, call, params.id, body)),
];
