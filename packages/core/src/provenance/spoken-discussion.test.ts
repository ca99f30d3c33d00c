import { newId } from '@overmind/db/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportBytes, importBytes } from '../archives/test-support/archives.ts';
import { listRequests } from '../conversations/talk.ts';
import { decideDiscussion } from '../discussions/decide.ts';
import { waiveQuestions } from '../discussions/interject.ts';
import { giveModel, roomOf } from '../discussions/test-support/room.ts';
import { newCommit } from '../merges/test-support/approved.ts';
import { ScriptedRunner } from '../merges/test-support/scripted-runner.ts';
import { hearRecording } from '../recordings/hear.ts';
import { getRecording, listRecordings } from '../recordings/read.ts';
import { dropOldRecordings } from '../recordings/retention.ts';
import { sayRecording } from '../recordings/say.ts';
import { understandRequest } from '../requests/understand.ts';
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

/** Has agents discuss what was spoken, and their decision made into tasks of which the first is done. */
async function decideBySpeech() {
  const { core } = on;
  await giveModel(on);
  const repoPath = `/roots/${newId()}`;
  const made = await makeProject(core, { repoPath, settings: { base_branch: 'main' } });
  const { call: runner, runner: registered } = await makeRunner(core, { roots: [repoPath] });
  const conversationId = await makeVoiceConversation(core, made);
  const { id: recordingId } = await uploadTones(core, made, conversationId, [['fix', 'the', 'login']]);
  await hearRecording(core, recordingId);
  const message = await sayRecording(core, made.owner, recordingId, {
    content: 'discuss where sessions are stored',
  });
  const [request] = (await listRequests(core, conversationId, { limit: 5 })).items;
  await understandRequest(core, request?.id ?? '');
  const { rows } = await on.database.pool.query('select id from discussions where project_id = $1', [
    made.project.id,
  ]);
  const room = roomOf(on, made, rows[0].id);
  await room.goOn();
  await waiveQuestions(core, made.owner, room.id);
  await room.goOn();
  await decideDiscussion(core, made.owner, room.id, { to: 'tasks' });
  const [job] = await startRuns(core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  const head = newCommit();
  await finish(core, runner, job, { ...success, head_commit: head, branch: job.run.branch });
  return { made, room, recordingId, message, job, head, runnerId: registered.id };
}

it('goes from a line by way of a discussion to the sentence that began it, and keeps its sound', async () => {
  const { core } = on;
  const { made, room, recordingId, message, job, head, runnerId } = await decideBySpeech();
  using script = new ScriptedRunner(core, runnerId);
  script.intercept = (question) =>
    question.kind === 'blame'
      ? {
          ...{ kind: 'blame', commit: head, author: 'Ada <ada@example.org>', text: 'x' },
          ...{ committed_at: '2026-01-01T00:00:00.000Z', message: 'Add it', carriers: [] },
          ...{ original_path: 'a.ts', original_line: 1, is_within: null },
        }
      : null;
  const explain = () => explainLine(core, made.project.id, { path: 'a.ts', line: 1 });
  expect(await explain()).toMatchObject({
    ...{ run: { id: job.run.id }, task: { id: job.task.id }, request: { source: 'discussion' } },
    ...{ discussion: { id: room.id }, message: { id: message.id }, detail: null },
    ...{ recording_id: recordingId, recording: { id: recordingId } },
  });

  const origin = { id: job.task.id, is_origin: true };
  expect((await getRecording(core, recordingId)).tasks).toContainEqual(expect.objectContaining(origin));
  const heardIn = async () =>
    (await listRecordings(core, made.project.id, { limit: 5, task: job.task.id })).items;
  expect(await heardIn()).toMatchObject([{ id: recordingId, said: { text: message.content } }]);

  const archive = await exportBytes(core, made.owner, made.project.id);
  const { project: come } = await importBytes(core, made.owner, archive, { ids: 'remap' });
  const taskHere = await on.database.pool.query(
    'select id from tasks where project_id = $1 order by number',
    [come.id],
  );
  expect((await listRecordings(core, come.id, { limit: 5, task: taskHere.rows[0].id })).items).toMatchObject([
    { said: { text: message.content } },
  ]);

  await on.database.pool.query(
    `update recordings set created_at = now() - interval '10 years', here_since = now() - interval '10 years'`,
  );
  await dropOldRecordings(core);
  expect(await heardIn()).toMatchObject([{ id: recordingId }]);
  await on.database.pool.query('update discussions set origin_message_id = null');
  await dropOldRecordings(core);
  await expect(getRecording(core, recordingId)).rejects.toMatchObject({ code: 'not_found' });
});
