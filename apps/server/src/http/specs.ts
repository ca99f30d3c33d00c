import * as routes from '@overmind/contracts/routes/specs';
import type { Core } from '@overmind/core/core';
import {
  approveSpecPhase,
  putSpecPhase,
  rejectSpecPhase,
  setSpecArchived,
  updateSpec,
} from '@overmind/core/specs/change';
import { createSpec } from '@overmind/core/specs/create';
import {
  getSpec,
  getSpecPhase,
  getSpecPhaseVersion,
  listSpecPhaseVersions,
  listSpecs,
} from '@overmind/core/specs/read';
import { type Handler, on } from './handle.ts';

export const specHandlers = (core: Core): Handler[] => [
  on(routes.createSpec, ({ call, params, body }) => createSpec(core, call, params.id, body)),
  on(routes.listSpecs, ({ params, query }) => listSpecs(core, params.id, query)),
  on(routes.getSpec, ({ params }) => getSpec(core, params.id)),
  on(routes.updateSpec, ({ call, params, body }) => updateSpec(core, call, params.id, body)),
  on(routes.archiveSpec, ({ call, params }) => setSpecArchived(core, call, params.id, true)),
  on(routes.unarchiveSpec, ({ call, params }) => setSpecArchived(core, call, params.id, false)),
  on(routes.getSpecPhase, ({ params }) => getSpecPhase(core, params.id, params.phase)),
  on(routes.putSpecPhase, ({ call, params, body }) => putSpecPhase(core, call, params, body)),
  on(routes.approveSpecPhase, ({ call, params }) => approveSpecPhase(core, call, params)),
  on(routes.rejectSpecPhase, ({ call, params, body }) => rejectSpecPhase(core, call, params, body)),
  on(routes.listSpecPhaseVersions, ({ params, query }) =>
    listSpecPhaseVersions(core, { specId: params.id, phase: params.phase }, query),
  ),
  on(routes.getSpecPhaseVersion, ({ params }) =>
    getSpecPhaseVersion(core, { specId: params.id, phase: params.phase }, params.version),
  ),
];
