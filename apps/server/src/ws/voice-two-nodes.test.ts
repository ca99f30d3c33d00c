import type { Conversation } from '@overmind/contracts/entities/conversation';
import type { Project } from '@overmind/contracts/entities/project';
import { createConversation, listMessages } from '@overmind/contracts/routes/talk';
import { inTones, ToneSpeech } from '@overmind/core/test-support/tone-speech';
import { toS16 } from '@overmind/speech/wav/write';
import { startTestRedis, type TestRedis } from '@overmind/testing/redis';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { TestSpeaker } from '../test-support/speaker.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

let redis: TestRedis;
let folder: TempFolder;
let near: TestServer;
let far: TestServer;
let ada: Person;
let project: Project;
let conversation: Conversation;

/** Two nodes of one installation; what is said at one is gone on with at the other. */
beforeAll(async () => {
  redis = await startTestRedis();
  folder = await createTempFolder();
  const env = { REDIS_URL: redis.url, DATA_DIR: folder.path };
  near = await startTestServer({ isWorker: true, env, speech: new ToneSpeech() });
  far = await startTestServer({ env, databaseUrl: near.databaseUrl, speech: new ToneSpeech() });
  ada = await addPerson(near, { name: 'ada' });
  project = await addProject(near, ada);
});
afterAll(async () => {
  await far.stop();
  await near.stop();
  await redis.stop();
  await folder.remove();
});
beforeEach(async () => {
  conversation = await ada.api.call(createConversation, { params: { id: project.id }, body: {} });
});

const words = [
  ['run', 'the', 'tests'],
  ['fix', 'the', 'bug'],
];
const s16 = toS16(inTones(words));
const half = Math.floor(s16.length / 4) * 2;

const open = (on: TestServer) =>
  new TestSpeaker(on, {
    ...{ token: ada.token, projectId: project.id, conversationId: conversation.id },
  }).opened();
const said = async () =>
  (await ada.api.call(listMessages, { params: { id: conversation.id }, query: {} })).items.filter(
    ({ role }) => role === 'user',
  );
const soundOf = async (id: string | null) =>
  (await send(near, { path: `/api/recordings/${id}/audio`, token: ada.token })).bytes.subarray(44);

/** Half of it is stored by this node. */
async function sayHalf(on: TestServer) {
  const speaker = await open(on);
  const { recording_id: id } = await speaker.start({ format: 's16le' });
  speaker.say(s16.subarray(0, half));
  await speaker.waitFor('ack', ({ bytes }) => bytes === half);
  return { speaker, id };
}

/** The other half is said at that node: all of it, and nothing else, is heard and kept. */
async function sayRest(on: TestServer, id: string) {
  const speaker = await open(on);
  expect(await speaker.start({ format: 's16le', resume_id: id })).toMatchObject({ acked_bytes: half });
  return async () => {
    speaker.say(s16.subarray(half));
    speaker.stop();
    const final = await speaker.waitFor('transcript.final');
    expect(final).toMatchObject({ text: 'run the tests fix the bug', recording_id: id });
    expect((await said()).map((message) => message.id)).toEqual([final.message_id]);
    expect(await soundOf(id)).toEqual(s16);
    await speaker.close();
  };
}

it('a turn that begins at one node ends at the other, with what the first had stored', async () => {
  const { speaker, id } = await sayHalf(near);
  speaker.socket.terminate();
  const end = await sayRest(far, id);
  await end();
});

it.each([
  ['says more', (speaker: TestSpeaker) => speaker.say(s16)],
  ['says that it is over', (speaker: TestSpeaker) => speaker.stop()],
  ['throws it away', (speaker: TestSpeaker) => speaker.send({ type: 'cancel' })],
])('a line that still believes it has the turn and %s changes nothing', async (_what, act) => {
  const { speaker, id } = await sayHalf(near);
  const end = await sayRest(far, id);
  act(speaker);
  expect(await speaker.waitFor('error')).toMatchObject({ code: 'not_resumable', turn_id: id });
  expect((await speaker.closed).code).toBe(4409);
  await end();
});

it('whoever missed the end at one node is told it by the other', async () => {
  const { speaker, id } = await sayHalf(near);
  speaker.say(s16.subarray(half));
  speaker.stop();
  await speaker.waitFor('transcript.final');
  speaker.socket.terminate();
  const second = await open(far);
  second.send({ type: 'start', format: 's16le', resume_id: id });
  expect(await second.waitFor('transcript.final')).toMatchObject({
    ...{ text: 'run the tests fix the bug', recording_id: id },
    message_id: (await said())[0]?.id,
  });
  await second.close();
});
