import type { Core } from '@overmind/core/core';
import { requestDueCycle } from '@overmind/core/cycles/request';
import { runCycles } from '@overmind/core/cycles/run';
import type { JobHandlers } from '@overmind/core/jobs/jobs';
import { understandRequest } from '@overmind/core/requests/understand';
import { copyState } from '@overmind/core/state/copy-state';
import { mirrorState } from '@overmind/core/state/mirror-state';

export const jobHandlers = (core: Core): JobHandlers => ({
  'request.understand': ({ request_id }) => understandRequest(core, request_id),
  'cycle.run': ({ project_id }) => runCycles(core, project_id),
  'state.copy': ({ project_id }) => copyState(core, project_id),
  'state.mirror': ({ project_id }) => mirrorState(core, project_id),
  'cycle.due': async ({ project_id }) => {
    await requestDueCycle(core, project_id);
  },
});
