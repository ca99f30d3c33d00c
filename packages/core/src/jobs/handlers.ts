import type { Core } from '../core.ts';
import { requestDueCycle } from '../cycles/request.ts';
import { runCycles } from '../cycles/run.ts';
import { stepDiscussion } from '../discussions/drive.ts';
import { advanceMerges } from '../merges/advance.ts';
import { pullModel } from '../models/pulls/pull.ts';
import { hearRecording } from '../recordings/hear.ts';
import { planRequest, understandRequest } from '../requests/understand.ts';
import { copyState } from '../state/copy-state.ts';
import { mirrorState } from '../state/mirror-state.ts';
import type { JobHandlers } from './jobs.ts';

/** What is done for each kind of job. */
export const jobHandlers = (core: Core): JobHandlers => ({
  'request.understand': ({ request_id }) => understandRequest(core, request_id),
  'request.plan': ({ request_id }) => planRequest(core, request_id),
  'cycle.run': ({ project_id }) => runCycles(core, project_id),
  'state.copy': ({ project_id }) => copyState(core, project_id),
  'state.mirror': ({ project_id }) => mirrorState(core, project_id),
  'merge.advance': (queue) => advanceMerges(core, queue),
  'recording.transcribe': ({ recording_id, refusals }) => hearRecording(core, recording_id, refusals),
  'discussion.step': ({ discussion_id, waited_ms }) => stepDiscussion(core, discussion_id, waited_ms),
  'model.pull': ({ pull_id }) => pullModel(core, pull_id),
  'cycle.due': async ({ project_id }) => {
    await requestDueCycle(core, project_id);
  },
});
