import * as routes from '@overmind/contracts/routes/discussions';
import * as personaRoutes from '@overmind/contracts/routes/personas';
import type { Core } from '@overmind/core/core';
import { readAnalytics } from '@overmind/core/discussions/analytics';
import { setDiscussionArchived } from '@overmind/core/discussions/archive';
import { decideDiscussion } from '@overmind/core/discussions/decide';
import { exportDiscussion } from '@overmind/core/discussions/export';
import { importDiscussion } from '@overmind/core/discussions/import';
import * as interject from '@overmind/core/discussions/interject';
import { listDiscussions, listSimilar } from '@overmind/core/discussions/list';
import * as personas from '@overmind/core/discussions/personas';
import { rateDiscussion } from '@overmind/core/discussions/rate';
import {
  getDecisionRecord,
  getDiscussion,
  getProposal,
  listDiscussionMessages,
} from '@overmind/core/discussions/read';
import { startDiscussion } from '@overmind/core/discussions/start';
import { type Handler, on, wholeList } from './handle.ts';
import { sendExport } from './send-export.ts';

export const discussionHandlers = (core: Core): Handler[] => [
  on(routes.startDiscussion, ({ call, params, body }) => startDiscussion(core, call, params.id, body)),
  on(routes.listDiscussions, ({ params, query }) => listDiscussions(core, params.id, query)),
  on(routes.getDiscussionAnalytics, ({ params, query }) => readAnalytics(core, params.id, query)),
  on(routes.importDiscussion, ({ call, params, body }) => importDiscussion(core, call, params.id, body)),
  on(routes.getDiscussion, ({ params }) => getDiscussion(core, params.id)),
  on(routes.getProposal, ({ params }) => getProposal(core, params.id, params.proposal)),
  on(routes.getDecisionRecord, ({ params }) => getDecisionRecord(core, params.id)),
  on(routes.listDiscussionMessages, ({ params, query }) => listDiscussionMessages(core, params.id, query)),
  ...actHandlers(core),
  on(routes.decideDiscussion, ({ call, params, body }) => decideDiscussion(core, call, params.id, body)),
  on(routes.rateDiscussion, ({ call, params, body }) => rateDiscussion(core, call, params.id, body)),
  on(routes.archiveDiscussion, ({ call, params }) => setDiscussionArchived(core, call, params.id, true)),
  on(routes.unarchiveDiscussion, ({ call, params }) => setDiscussionArchived(core, call, params.id, false)),
  on(routes.listSimilarDiscussions, ({ params, query }) =>
    wholeList(listSimilar(core, params.id, query.limit)),
  ),
  on(routes.exportDiscussion, async ({ params, query, reply }) =>
    sendExport(reply, await exportDiscussion(core, params.id, query.format)),
  ),
  ...personaHandlers(core),
];

const actHandlers = (core: Core): Handler[] => [
  on(routes.sayInDiscussion, ({ call, params, body }) =>
    interject.sayInDiscussion(core, call, params.id, body),
  ),
  on(routes.pauseDiscussion, ({ call, params }) => interject.pauseDiscussion(core, call, params.id)),
  on(routes.resumeDiscussion, ({ call, params }) => interject.resumeDiscussion(core, call, params.id)),
  on(routes.stopDiscussion, ({ call, params, body }) =>
    interject.stopDiscussion(core, call, params.id, body.reason),
  ),
  on(routes.callVote, ({ call, params }) => interject.callVote(core, call, params.id)),
  on(routes.waiveQuestions, ({ call, params }) => interject.waiveQuestions(core, call, params.id)),
];

const personaHandlers = (core: Core): Handler[] => [
  on(personaRoutes.listPersonas, ({ params }) => wholeList(personas.listPersonas(core.db, params.id))),
  on(personaRoutes.getPersona, ({ params }) => personas.getPersona(core, params.id, params.key)),
  on(personaRoutes.putPersona, ({ call, params, body }) =>
    personas.putPersona(core, call, params.id, params.key, body),
  ),
  on(personaRoutes.resetPersona, ({ call, params }) =>
    personas.resetPersona(core, call, params.id, params.key),
  ),
  on(personaRoutes.deletePersona, ({ call, params }) =>
    personas.deletePersona(core, call, params.id, params.key),
  ),
  on(personaRoutes.listPersonaVersions, ({ params, query }) =>
    personas.listPersonaVersions(core, params.id, params.key, query),
  ),
];
