import { afterAll, beforeAll, expect, it } from 'vitest';
import { listRequests } from '../conversations/talk.ts';
import { type MadeProject, makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation, uploadTones } from '../test-support/test-recordings.ts';
import { ToneSpeech } from '../test-support/tone-speech.ts';
import { putRecordingTasks, renameRecording } from './change.ts';
import { hearRecording } from './hear.ts';
import { getRecording, listRecordings } from './read.ts';
import { sayRecording } from './say.ts';

let on: TestCore;
let made: MadeProject;
let conversationId: string;
let id: string;
beforeAll(async () => {
  on = await startTestCore({}, new ToneSpeech());
  made = await makeProject(on.core);
  conversationId = await makeVoiceConversation(on.core, made);
  const sentences = [
    ['run', 'the', 'tests'],
    ['fix', 'bug'],
  ];
  ({ id } = await uploadTones(on.core, made, conversationId, sentences));
  await hearRecording(on.core, id);
});
afterAll(() => on.stop());

const find = async (filter: object) =>
  (await listRecordings(on.core, made.project.id, { limit: 50, ...filter })).items;

it.each([
  ['the beginning of a word', 'test', 1],
  ['whole words and the beginning of the last', 'the tes', 1],
  ['a phrase of which the last word is only begun', '"the tes', 1],
  ['a phrase that is closed', '"the tes"', 0],
  ['the end of a word', 'ests', 0],
  ['words of which one is ruled out', 'run -tests', 0],
  ['words of which a longer one than the ruled out is there', 'run -test', 1],
  ['signs that hold no word', '--- "" :* &', 0],
  ['a sign within the last word', "run o'te", 0],
])('is searched by %s', async (_what, q, count) => {
  expect(await find({ q })).toHaveLength(count);
});

it.each([
  ['its first words', 'weekly planning', 1],
  ['the word before its ending, and one of what was said', 'planning tests', 1],
  ['words of it and of what was said, quoted', '"weekly planning" bug', 1],
  ['its whole name', 'planning.m4a', 1],
  ['a word that is ruled out', 'tests -planning', 0],
  ['the end of a word', 'lanning tests', 0],
])('that is called as its file is found by %s', async (_what, q, count) => {
  const named = await renameRecording(on.core, made.owner, id, 'Weekly planning.m4a');
  expect(await find({ q })).toHaveLength(count);
  expect(named.title).toBe('Weekly planning.m4a');
});

it('tells of a task in which sentence it was asked for', async () => {
  const start_ms = Math.round(((await getRecording(on.core, id)).transcript?.segments[1]?.start ?? 0) * 1000);
  const message = await sayRecording(on.core, made.owner, id, { start_ms });
  const [request] = (await listRequests(on.core, conversationId, { limit: 1 })).items;
  const task = await makeTask(on.core, made);
  await on.database.pool.query('update tasks set request_id = $1 where id = $2', [request?.id, task.id]);
  const linked = await uploadTones(on.core, made, conversationId, [['run']]);
  await putRecordingTasks(on.core, made.owner, linked.id, [task.id]);
  expect((await find({ task: task.id })).map((each) => [each.id, each.said])).toEqual([
    [linked.id, undefined],
    [id, { start_ms, end_ms: message.recording?.end_ms, text: 'fix bug' }],
  ]);
});
