import { newId } from '@overmind/db/database';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listRequests } from '../conversations/talk.ts';
import { advanceMerges } from '../merges/advance.ts';
import { getMerge } from '../merges/read.ts';
import { requestMerge } from '../merges/request.ts';
import { newCommit } from '../merges/test-support/approved.ts';
import { ScriptedRunner } from '../merges/test-support/scripted-runner.ts';
import { deleteRecording } from '../recordings/change.ts';
import { hearRecording } from '../recordings/hear.ts';
import { getRecording } from '../recordings/read.ts';
import { sayRecording } from '../recordings/say.ts';
import { understandRequest } from '../requests/understand.ts';
import { approveTask } from '../tasks/review.ts';
import { finish, makeProject, makeRunner, startRuns, success } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation, uploadTones } from '../test-support/test-recordings.ts';
import { ToneSpeech } from '../test-support/tone-speech.ts';
import { explainLine } from './explain.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore({}, new ToneSpeech());
});
afterAll(() => on.stop());

it('goes from a merged line to the sentence that was spoken for it, and to its sound', async () => {
  const { core } = on;
  const repoPath = `/roots/${newId()}`;
  const made = await makeProject(core, { repoPath, settings: { base_branch: 'main' } });
  const { call: runner, runner: registered } = await makeRunner(core, { roots: [repoPath] });
  using script = new ScriptedRunner(core, registered.id);

  const conversationId = await makeVoiceConversation(core, made);
  const { id } = await uploadTones(core, made, conversationId, [['run'], ['fix', 'the', 'login', 'bug']]);
  await hearRecording(core, id);
  const sentence = (await getRecording(core, id)).transcript?.segments[1];
  const range = {
    start_ms: Math.round((sentence?.start ?? 0) * 1000),
    end_ms: Math.round((sentence?.end ?? 0) * 1000),
  };
  const message = await sayRecording(core, made.owner, id, range);
  const [request] = (await listRequests(core, conversationId, { limit: 5 })).items;
  await understandRequest(core, request?.id ?? '');

  const [job] = await startRuns(core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  const head = newCommit();
  await finish(core, runner, job, { ...success, head_commit: head, branch: job.run.branch });
  await approveTask(core, made.owner, job.task.id, {});
  const asked = await requestMerge(core, made.owner, job.task.id, {});
  const merge = await waitFor(
    async () => {
      await advanceMerges(core, { repo_path: repoPath, base_branch: 'main' });
      const now = await getMerge(core, asked.id);
      return now.status === 'merged' && now;
    },
    { what: 'the merge' },
  );
  script.intercept = (question) =>
    question.kind === 'blame'
      ? {
          ...{ kind: 'blame', commit: merge.merged_commit ?? '', author: 'Ada <ada@example.org>', text: 'x' },
          ...{ committed_at: '2026-01-01T00:00:00.000Z', message: 'Merge', carriers: [] },
          ...{ original_path: 'a.ts', original_line: 1, is_within: null },
        }
      : null;
  const explain = () => explainLine(core, made.project.id, { path: 'a.ts', line: 1 });
  expect(await explain()).toMatchObject({
    ...{ merge: { id: merge.id }, run: { id: job.run.id }, task: { id: job.task.id }, detail: null },
    ...{ request: { source: 'voice', text: 'fix the login bug' }, message: { id: message.id } },
    recording_id: id,
    recording: {
      ...{ id, ...range },
      audio: `/api/recordings/${id}/audio#t=${range.start_ms / 1000},${range.end_ms / 1000}`,
    },
  });
  expect((await getRecording(core, id)).tasks).toMatchObject([{ id: job.task.id, is_origin: true }]);

  await deleteRecording(core, made.owner, id);
  const without = await explain();
  expect(without).toMatchObject({ message: { id: message.id }, recording_id: null });
  expect(without).not.toHaveProperty('recording');
});
