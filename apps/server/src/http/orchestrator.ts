import * as routes from '@overmind/contracts/routes/orchestrator';
import type { Core } from '@overmind/core/core';
import { previewCycle } from '@overmind/core/cycles/preview';
import { getCycle, listCycles } from '@overmind/core/cycles/read';
import { runOrchestrator } from '@overmind/core/cycles/request';
import { type Handler, on } from './handle.ts';

export const orchestratorHandlers = (core: Core): Handler[] => [
  on(routes.runOrchestrator, ({ call, params, body }) =>
    runOrchestrator(core, call, params.id, body?.mode ?? 'incremental'),
  ),
  on(routes.listCycles, ({ params, query }) => listCycles(core, params.id, query)),
  on(routes.getCycle, ({ params }) => getCycle(core, params.id)),
  on(routes.previewCycle, ({ params }) => previewCycle(core, params.id)),
];
