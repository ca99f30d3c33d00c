import * as routes from '@overmind/contracts/routes/state';
import type { Core } from '@overmind/core/core';
import { blameState } from '@overmind/core/state/blame';
import { diffStates } from '@overmind/core/state/diff';
import { editState } from '@overmind/core/state/edit';
import { getState, getStateCopy, listStates } from '@overmind/core/state/read';
import { rollbackState } from '@overmind/core/state/rollback';
import { type Handler, on } from './handle.ts';

export const stateHandlers = (core: Core): Handler[] => [
  on(routes.getLatestState, ({ params }) => getState(core, params.id)),
  on(routes.listStateVersions, ({ params, query }) => listStates(core, params.id, query)),
  on(routes.getStateVersion, ({ params }) => getState(core, params.id, params.version)),
  on(routes.diffStates, ({ params, query }) => diffStates(core, params.id, query)),
  on(routes.blameState, ({ params }) => blameState(core, params.id, params.version)),
  on(routes.getStateCopy, ({ params }) => getStateCopy(core, params.id)),
  on(routes.editState, ({ call, params, body }) => editState(core, call, params.id, body)),
  on(routes.rollbackState, ({ call, params, body }) => rollbackState(core, call, params.id, body)),
];
