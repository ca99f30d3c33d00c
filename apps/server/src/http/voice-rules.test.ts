import { randomUUID } from 'node:crypto';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import type { Project } from '@overmind/contracts/entities/project';
import type { VoiceRules } from '@overmind/contracts/entities/voice-rules';
import { updateProject } from '@overmind/contracts/routes/projects';
import { createConversation } from '@overmind/contracts/routes/talk';
import { removeMember } from '@overmind/contracts/routes/users';
import { inTones, ToneSpeech } from '@overmind/core/test-support/tone-speech';
import { toWav } from '@overmind/speech/wav/write';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { fileForm, heardRecording, postForm } from '../test-support/form.ts';
import { addMember, addPerson, addProject, makeToken, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { TestSpeaker } from '../test-support/speaker.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

const speech = new ToneSpeech();
const wav = toWav(inTones([['run', 'the', 'tests']]));
let server: TestServer;
let owner: Person;
let project: Project;
let conversation: Conversation;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true, speech });
  owner = await addPerson(server);
});
afterAll(() => server.stop());
beforeEach(async () => {
  project = await addProject(server, owner);
  conversation = await owner.api.call(createConversation, { params: { id: project.id }, body: {} });
});
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const setVoice = (changes: Partial<VoiceRules>) =>
  owner.api.call(updateProject, {
    params: { id: project.id },
    body: { settings: { voice: { ...project.settings.voice, ...changes } } },
  });
const post = (path: string, body: unknown, person = owner) =>
  send(server, { method: 'POST', path: `/api${path}`, token: person.token, body });
const upload = () => postForm(server, owner, conversation.id, fileForm(wav));
const say = (text: string, person = owner) => post('/speech', { text, project_id: project.id }, person);

async function speaker(): Promise<TestSpeaker> {
  const place = { token: owner.token, projectId: project.id, conversationId: conversation.id };
  return new TestSpeaker(server, place).opened();
}

it('lets voices be heard and answers be said unless a project says otherwise', async () => {
  expect(project.settings.voice).toEqual({
    ...{ recognition: true, synthesis: true, voice: null, language: null, mode: 'push_to_talk' },
  });
  expect((await upload()).status).toBe(201);
  expect((await say('run the tests')).status).toBe(200);
});

it('takes nothing that is spoken where hearing is turned off', async () => {
  const kept = (await upload()).json as { id: string };
  await heardRecording(server, owner, kept.id);
  await setVoice({ recognition: false });
  for (const refused of [await upload(), await post(`/recordings/${kept.id}/transcribe`, {})])
    expect(refused).toMatchObject({ status: 409, problem: { rule: 'voice.recognition_off' } });
  const turn = await speaker();
  turn.send({ type: 'start', format: 's16le', sample_rate: 16_000 });
  expect(await turn.waitFor('error')).toMatchObject({ code: 'off', retryable: false, recording_id: null });
  await setVoice({ recognition: true });
  expect(await turn.start({ format: 's16le' })).toMatchObject({ type: 'ready' });
  await turn.close();
});

it('says nothing aloud where that is turned off, and goes on elsewhere', async () => {
  await setVoice({ synthesis: false });
  expect(await say('run the tests')).toMatchObject({ status: 409, problem: { rule: 'voice.synthesis_off' } });
  expect((await post('/speech', { text: 'run the tests' })).status).toBe(200);
  const other = await addProject(server, owner, {}, 'Other');
  expect((await post('/speech', { text: 'run the tests', project_id: other.id })).status).toBe(200);
});

it('speaks for a project only to its members, and with its voice', async () => {
  const viewer = await addPerson(server);
  expect((await say('run the tests', viewer)).status).toBe(404);
  await addMember(server, project.id, viewer, 'viewer');
  expect((await say('run the tests', viewer)).status).toBe(200);
  await setVoice({ voice: 'flute' });
  const isKept = async () => (await say('fix the bug', viewer)).headers['content-length'] !== undefined;
  await waitFor(isKept, { what: 'what was spoken to be kept' });
  const { spoken } = speech;
  const asked = await post('/speech', { text: 'fix the bug', voice: 'flute' });
  expect([asked.status, speech.spoken]).toEqual([200, spoken]);
  await setVoice({ voice: 'gone' });
  expect((await say('fix the login', viewer)).status).toBe(200);
});

it('tells what hears and speaks for a project only to its members', async () => {
  const state = (person: Person, id = project.id) =>
    send(server, { path: `/api/speech?project_id=${id}`, token: person.token });
  const viewer = await addPerson(server);
  expect((await state(viewer)).status).toBe(404);
  expect((await state(viewer, randomUUID())).status).toBe(404);
  await addMember(server, project.id, viewer, 'viewer');
  expect(await state(viewer)).toMatchObject({ status: 200, json: { recognition: { engine: 'tones' } } });
});

it('hears and speaks for a token of one project under the rules of that one, and for no other', async () => {
  const viewer = await addPerson(server);
  await addMember(server, project.id, viewer, 'viewer');
  const other = await addProject(server, owner, { viewer }, 'Other');
  const { token } = await makeToken(viewer, ['read'], project.id);
  const state = (query = '') => send(server, { path: `/api/speech${query}`, token });
  const speak = (more: object = {}) =>
    send(server, { method: 'POST', path: '/api/speech', token, body: { text: 'run the tests', ...more } });
  expect(await state()).toMatchObject({ status: 200, json: { recognition: { engine: 'tones' } } });
  expect((await speak()).status).toBe(200);
  for (const answer of [await state(`?project_id=${other.id}`), await speak({ project_id: other.id })])
    expect(answer.status).toBe(404);
  await setVoice({ synthesis: false });
  expect(await speak()).toMatchObject({ status: 409, problem: { rule: 'voice.synthesis_off' } });
  await owner.api.call(removeMember, { params: { id: project.id, user_id: viewer.id } });
  for (const answer of [await state(), await speak()]) expect(answer.status).toBe(404);
});

it('hears the language of the project where none is named', async () => {
  await setVoice({ language: 'tlh' });
  const turn = await speaker();
  turn.send({ type: 'start', format: 's16le', sample_rate: 16_000 });
  expect(await turn.waitFor('error')).toMatchObject({ code: 'language_unknown' });
  expect(await turn.start({ format: 's16le', language: 'en' })).toMatchObject({ type: 'ready' });
  await turn.close();
});

it('lets only maintainers change it', async () => {
  const operator = await addPerson(server);
  await addMember(server, project.id, operator, 'operator');
  const changed = await send(server, {
    ...{ method: 'PATCH', path: `/api/projects/${project.id}`, token: operator.token },
    body: { settings: { voice: { recognition: false } } },
  });
  expect(changed.status).toBe(403);
});
