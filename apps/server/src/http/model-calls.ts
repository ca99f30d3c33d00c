import * as routes from '@overmind/contracts/routes/model-calls';
import type { Core } from '@overmind/core/core';
import {
  getInstallationBudgets,
  listProjectBudgets,
  setInstallationBudgets,
} from '@overmind/core/model-calls/budgets';
import { getModelCall, listModelCalls, listTurnCalls } from '@overmind/core/model-calls/read';
import { getUsage } from '@overmind/core/model-calls/usage';
import { type Handler, on, wholeList } from './handle.ts';

export const modelCallHandlers = (core: Core): Handler[] => [
  on(routes.getModelUsage, ({ call, query }) => getUsage(core, call, query)),
  on(routes.listModelCalls, ({ params, query }) => listModelCalls(core, params.id, query)),
  on(routes.getModelCall, ({ params }) => getModelCall(core, params.id, params.call_id)),
  on(routes.listCallsOfNoProject, ({ query }) => listModelCalls(core, null, query)),
  on(routes.getCallOfNoProject, ({ params }) => getModelCall(core, null, params.call_id)),
  on(routes.listTurnCalls, ({ params, query }) => wholeList(listTurnCalls(core, params.id, query))),
  on(routes.getProjectBudgets, ({ params, query }) => wholeList(listProjectBudgets(core, params.id, query))),
  on(routes.getInstallationBudgets, () => getInstallationBudgets(core)),
  on(routes.putInstallationBudgets, ({ call, body }) => setInstallationBudgets(core, call, body)),
];
