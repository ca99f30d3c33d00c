import { newId } from '@overmind/db/database';
import { endingOf } from '@overmind/domain/replies/permission';
import { sayings } from '@overmind/domain/requests/discussion-words';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { exportBytes, importBytes } from '../archives/test-support/archives.ts';
import { listRequests } from '../conversations/talk.ts';
import { decideDiscussion } from '../discussions/decide.ts';
import { waiveQuestions } from '../discussions/interject.ts';
import { giveModel, openRoom, type Room, roomOf } from '../discussions/test-support/room.ts';
import { newCommit } from '../merges/test-support/approved.ts';
import { ScriptedRunner } from '../merges/test-support/scripted-runner.ts';
import { hearRecording } from '../recordings/hear.ts';
import { getRecording, listRecordings } from '../recordings/read.ts';
import { dropOldRecordings } from '../recordings/retention.ts';
import { sayRecording } from '../recordings/say.ts';
import { understandRequest } from '../requests/understand.ts';
import {
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  startRuns,
  success,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation, uploadTones } from '../test-support/test-recordings.ts';
import { ToneSpeech } from '../test-support/tone-speech.ts';
import { explainLine } from './explain.ts';

let on: TestCore;
beforeAll(async () => {
  on = await startTestCore({}, new ToneSpeech());
});
afterAll(() => on.stop());

/** Says words by voice in a conversation of their own, and has them understood. */
async function speak(made: MadeProject, content: string) {
  const { core } = on;
  const conversationId = await makeVoiceConversation(core, made);
  const { id: recordingId } = await uploadTones(core, made, conversationId, [['fix', 'the', 'login']]);
  await hearRecording(core, recordingId);
  const message = await sayRecording(core, made.owner, recordingId, { content });
  const [request] = (await listRequests(core, conversationId, { limit: 5 })).items;
  await understandRequest(core, request?.id ?? '');
  return { recordingId, message };
}

async function beginBySpeech(made: MadeProject) {
  const begun = await speak(made, 'discuss where sessions are stored');
  const { rows } = await on.database.pool.query('select id from discussions where project_id = $1', [
    made.project.id,
  ]);
  return { ...begun, room: roomOf(on, made, rows[0].id) };
}

async function open() {
  await giveModel(on);
  const repoPath = `/roots/${newId()}`;
  const made = await makeProject(on.core, { repoPath, settings: { base_branch: 'main' } });
  const { call: runner, runner: registered } = await makeRunner(on.core, { roots: [repoPath] });
  return { made, runner, runnerId: registered.id };
}
type Opened = Awaited<ReturnType<typeof open>>;

async function goToTheEnd(room: Room): Promise<void> {
  await room.goOn();
  await waiveQuestions(on.core, room.made.owner, room.id);
  await room.goOn();
}

/** Does the first task of a decision, and asks for its line. */
async function doFirstTask({ made, runner, runnerId }: Opened) {
  const { core } = on;
  const [job] = await startRuns(core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  const head = newCommit();
  await finish(core, runner, job, { ...success, head_commit: head, branch: job.run.branch });
  const script = new ScriptedRunner(core, runnerId);
  onTestFinished(() => script[Symbol.dispose]());
  script.intercept = (question) =>
    question.kind === 'blame'
      ? {
          ...{ kind: 'blame', commit: head, author: 'Ada <ada@example.org>', text: 'x' },
          ...{ committed_at: '2026-01-01T00:00:00.000Z', message: 'Add it', carriers: [] },
          ...{ original_path: 'a.ts', original_line: 1, is_within: null },
        }
      : null;
  return { job, explain: () => explainLine(core, made.project.id, { path: 'a.ts', line: 1 }) };
}

const originsOf = async (recordingId: string) => (await getRecording(on.core, recordingId)).tasks;

/** What was said for the first task of the project, in which recordings. */
async function heardFor(projectId: string) {
  const { rows } = await on.database.pool.query(
    'select id from tasks where project_id = $1 order by number limit 1',
    [projectId],
  );
  return (await listRecordings(on.core, projectId, { limit: 5, task: rows[0].id })).items;
}

async function forgetOldRecordings(): Promise<void> {
  await on.database.pool.query(
    `update recordings set created_at = now() - interval '10 years', here_since = now() - interval '10 years'`,
  );
  await dropOldRecordings(on.core);
}

it('goes from a line by way of a discussion to the sentence that began it, and keeps its sound', async () => {
  const { core } = on;
  const opened = await open();
  const { made } = opened;
  const { recordingId, message, room } = await beginBySpeech(made);
  await goToTheEnd(room);
  await decideDiscussion(core, made.owner, room.id, { to: 'tasks' });
  const { job, explain } = await doFirstTask(opened);
  expect(await explain()).toMatchObject({
    ...{ run: { id: job.run.id }, task: { id: job.task.id }, request: { source: 'discussion' } },
    ...{ discussion: { id: room.id }, message: { id: message.id }, detail: null },
    ...{ recording_id: recordingId, recording: { id: recordingId } },
  });
  expect(await originsOf(recordingId)).toContainEqual(
    expect.objectContaining({ id: job.task.id, is_origin: true }),
  );
  expect(await heardFor(made.project.id)).toMatchObject([
    { id: recordingId, said: { text: message.content } },
  ]);

  const archive = await exportBytes(core, made.owner, made.project.id);
  const { project: come } = await importBytes(core, made.owner, archive, { ids: 'remap' });
  expect(await heardFor(come.id)).toMatchObject([{ said: { text: message.content } }]);

  await forgetOldRecordings();
  expect(await heardFor(made.project.id)).toMatchObject([{ id: recordingId }]);
  await on.database.pool.query('update discussions set origin_message_id = null');
  await forgetOldRecordings();
  await expect(getRecording(core, recordingId)).rejects.toMatchObject({ code: 'not_found' });
});

it('goes to the words that took up a decision, where the discussion was begun on its page', async () => {
  const { core } = on;
  const opened = await open();
  const { made } = opened;
  const room = await openRoom(on, {}, made);
  await goToTheEnd(room);
  const { recordingId, message } = await speak(made, sayings.tasks(endingOf(room.id)));
  const { job, explain } = await doFirstTask(opened);
  const found = await explain();
  expect(found).toMatchObject({
    ...{ task: { id: job.task.id }, message: { id: message.id }, recording: { id: recordingId } },
    ...{ discussion: { id: room.id }, detail: null },
  });
  expect(found.discussion).not.toHaveProperty('decided_with');
  expect(await originsOf(recordingId)).toContainEqual(
    expect.objectContaining({ id: job.task.id, is_origin: true }),
  );
  const archive = await exportBytes(core, made.owner, made.project.id);
  const { project: come } = await importBytes(core, made.owner, archive, { ids: 'remap' });
  expect(await heardFor(come.id)).toMatchObject([{ said: { text: message.content } }]);
  await forgetOldRecordings();
  expect(await heardFor(made.project.id)).toMatchObject([{ id: recordingId }]);
});

it('tells both the words that began a discussion and those that took up its decision', async () => {
  const opened = await open();
  const { made } = opened;
  const begun = await beginBySpeech(made);
  await goToTheEnd(begun.room);
  const taken = await speak(made, sayings.tasks(endingOf(begun.room.id)));
  const { explain } = await doFirstTask(opened);
  expect(await explain()).toMatchObject({
    ...{ message: { id: begun.message.id }, recording: { id: begun.recordingId } },
    discussion: {
      id: begun.room.id,
      decided_with: { id: taken.message.id, recording: { id: taken.recordingId } },
    },
  });
  expect((await heardFor(made.project.id)).map(({ id }) => id)).toEqual([
    taken.recordingId,
    begun.recordingId,
  ]);
});
