import * as orchestrator from '@overmind/contracts/routes/orchestrator';
import * as routes from '@overmind/contracts/routes/talk';
import {
  archiveConversation,
  createConversation,
  getConversation,
  getMessage,
  listConversations,
  listMessages,
  listRequests,
  postMessage,
  updateConversation,
} from '@overmind/core/conversations/talk';
import type { Core } from '@overmind/core/core';
import { previewCycle } from '@overmind/core/cycles/plan';
import { getCycle, listCycles } from '@overmind/core/cycles/read';
import { runOrchestrator } from '@overmind/core/cycles/request';
import { understandText } from '@overmind/core/requests/context';
import { getState, listStates } from '@overmind/core/state/read';
import { type Handler, on } from './handle.ts';

export const talkHandlers = (core: Core): Handler[] => [
  on(routes.createConversation, ({ call, params, body }) => createConversation(core, call, params.id, body)),
  on(routes.listConversations, ({ params, query }) => listConversations(core, params.id, query)),
  on(routes.getConversation, ({ params }) => getConversation(core, params.id)),
  on(routes.updateConversation, ({ call, params, body }) => updateConversation(core, call, params.id, body)),
  on(routes.archiveConversation, ({ call, params }) => archiveConversation(core, call, params.id)),
  on(routes.postMessage, ({ call, params, body }) => postMessage(core, call, params.id, body.content)),
  on(routes.listMessages, ({ params, query }) => listMessages(core, params.id, query)),
  on(routes.getMessage, ({ params }) => getMessage(core, params.id)),
  on(routes.listRequests, ({ params, query }) => listRequests(core, params.id, query)),
  on(routes.understandText, ({ params, body }) => understandText(core, params.id, body)),
];

export const orchestratorHandlers = (core: Core): Handler[] => [
  on(orchestrator.runOrchestrator, ({ call, params, body }) =>
    runOrchestrator(core, call, params.id, body?.mode ?? 'incremental'),
  ),
  on(orchestrator.listCycles, ({ params, query }) => listCycles(core, params.id, query)),
  on(orchestrator.getCycle, ({ params }) => getCycle(core, params.id)),
  on(orchestrator.previewCycle, ({ params }) => previewCycle(core, params.id)),
  on(orchestrator.getLatestState, ({ params }) => getState(core, params.id)),
  on(orchestrator.listStateVersions, ({ params, query }) => listStates(core, params.id, query)),
  on(orchestrator.getStateVersion, ({ params }) => getState(core, params.id, params.version)),
];
