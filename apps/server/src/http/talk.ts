import * as routes from '@overmind/contracts/routes/talk';
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

export const talkHandlers = (core: Core): Handler[] => [
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
