import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import type { Project } from '@overmind/contracts/entities/project';
import { createConversation } from '@overmind/contracts/routes/talk';
import { inTones, ToneSpeech } from '@overmind/core/test-support/tone-speech';
import { toWav } from '@overmind/speech/wav/write';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { fileForm, formType, heardRecording, postForm, toForm } from '../test-support/form.ts';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { TestViewer } from '../test-support/viewer.ts';

const speech = new ToneSpeech();
let server: TestServer;
let owner: Person;
let project: Project;
let conversation: Conversation;
beforeAll(async () => {
  server = await startTestServer({ isWorker: true, speech, env: { RECORDING_MAX_MB: '1' } });
  owner = await addPerson(server);
  project = await addProject(server, owner);
  conversation = await owner.api.call(createConversation, {
    params: { id: project.id },
    body: { title: 'Drive notes', mode: 'voice' },
  });
});
afterAll(() => server.stop());
afterEach(() => expect(server.faults.splice(0)).toEqual([]));

const wav = toWav(
  inTones([
    ['run', 'the', 'tests'],
    ['fix', 'the', 'bug'],
  ]),
);
const post = (body: Buffer, headers?: Record<string, string>) =>
  postForm(server, owner, conversation.id, body, headers);
const get = (path: string, headers: Record<string, string> = {}) =>
  send(server, { path: `/api${path}`, token: owner.token, headers });

/** Every file below the folder of the project's recordings. */
async function files(): Promise<string[]> {
  const root = join(server.config.DATA_DIR, 'projects', project.id, 'recordings');
  if (!existsSync(root)) return [];
  const all = await readdir(root, { recursive: true, withFileTypes: true });
  return all.filter((each) => each.isFile()).map((each) => each.name);
}

/** Once what is written on the way to a recording is gone: it goes a moment after the answer, as one looks. */
async function settledFiles(): Promise<string[]> {
  const look = async () => {
    const found = await files();
    return found.every((name) => !name.endsWith('.part')) && { found };
  };
  return (await waitFor(look, { what: 'the parts to be gone' })).found;
}

it('takes a recording, hears it, and tells everyone who watches how far', async () => {
  const viewer = await TestViewer.open(server, { token: owner.token, projectId: project.id });
  const answer = await post(
    toForm([
      { name: 'title', content: 'On the way' },
      { name: 'file', fileName: '../../etc/passwd.wav', content: wav },
    ]),
  );
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({
    status: 'stored',
    title: 'On the way',
    mime_type: 'audio/wav',
    source: 'upload',
  });
  const { id } = answer.json;
  await heardRecording(server, owner, id);
  const heard = (await get(`/recordings/${id}`)).json;
  expect(heard.transcript_text).toBe('run the tests fix the bug');
  const partial = await viewer.waitFor('transcript.partial', (frame) => frame.text === 'fix the bug');
  expect(partial).toMatchObject({ recording_id: id, project_id: project.id });
  await waitFor(() => viewer.events.some((each) => each.entity.patch['status'] === 'transcribed'), {
    what: 'the event of its end',
  });
  expect(viewer.events.map(({ type }) => type)).toContain('recording.created');
  await viewer.close();
});

it('gives the sound in ranges, to be played and never run', async () => {
  const { id } = (await post(fileForm(wav, 'a.html'))).json;
  const whole = await get(`/recordings/${id}/audio`);
  expect(whole.bytes.equals(wav)).toBe(true);
  expect(whole.headers).toMatchObject({
    ...{ 'content-type': 'audio/wav', 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff' },
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': `inline; filename="recording-${id}.wav"`,
  });
  const part = await get(`/recordings/${id}/audio`, { range: 'bytes=100-199' });
  expect(part.status).toBe(206);
  expect(part.bytes.equals(wav.subarray(100, 200))).toBe(true);
  expect((await get(`/recordings/${id}/audio`, { range: `bytes=${wav.length}-` })).status).toBe(416);
  const kept = await get(`/recordings/${id}/audio?download=true`);
  expect(kept.headers['content-disposition']).toBe(`attachment; filename="recording-${id}.wav"`);
});

it('says that the sound is missing on the disk, and what to do, here and in the log', async () => {
  const { id } = (await post(fileForm(wav))).json;
  await heardRecording(server, owner, id);
  await rm(join(server.config.DATA_DIR, 'projects', project.id, 'recordings', id), { recursive: true });
  for (const headers of [{}, { range: 'bytes=0-9' }]) {
    const { status, problem } = await get(`/recordings/${id}/audio`, headers);
    expect([status, problem.code]).toEqual([410, 'gone']);
    expect(problem.detail).toBe(
      "The sound of this recording is missing on the server's disk. Restore DATA_DIR from a backup.",
    );
  }
  expect((await get(`/recordings/${id}`)).json.transcript_text).toBe('run the tests fix the bug');
  const logged = expect.stringContaining('a stored file is missing on the disk');
  expect(server.faults.splice(0)).toEqual([logged, logged]);
  await send(server, { method: 'DELETE', path: `/api/recordings/${id}`, token: owner.token });
});

it('is named after its file, without what a name may hold for harm', async () => {
  const { json } = await post(fileForm(wav, 'Stand\u202eup 3.m4a'));
  expect(json.title).toBe('Stand up 3.m4a');
});

it('answers the first upload again under its key', async () => {
  const headers = { 'idempotency-key': 'talk-1' };
  const before = (await settledFiles()).length;
  const first = await post(fileForm(wav), headers);
  const again = await post(fileForm(wav), headers);
  expect(again.json).toEqual(first.json);
  expect((await post(fileForm(toWav(inTones([['run']]))), headers)).status).toBe(422);
  expect(await settledFiles()).toHaveLength(before + 1);
});

it.each([
  [
    'a playlist by the name of a sound',
    fileForm(Buffer.from('#EXTM3U\nfile:///etc/passwd\n'.repeat(50))),
    415,
  ],
  ['a page', fileForm(Buffer.from(`<script>${'x'.repeat(2_000)}</script>`)), 415],
  ['nothing', fileForm(Buffer.alloc(0)), 415],
  ['a form without a file', toForm([{ name: 'title', content: 'x' }]), 422],
  ['a field that is unknown', toForm([{ name: 'path', content: '/etc' }]), 400],
  ['a file in another field', toForm([{ name: 'sound', fileName: 'a.wav', content: wav }]), 400],
  ['a form that was cut', fileForm(wav).subarray(0, 5_000), 400],
  ['too much', fileForm(Buffer.concat([wav, Buffer.alloc(1024 * 1024)])), 413],
])('refuses %s and leaves nothing', async (_what, body, status) => {
  const before = await settledFiles();
  const answer = await post(body);
  expect(answer.status, answer.text).toBe(status);
  expect(answer.problem.detail).not.toContain(server.config.DATA_DIR);
  await waitFor(async () => isDeepStrictEqual(await files(), before), { what: 'nothing to be left' });
});

it('keeps nothing of a file that comes behind a field that is refused', async () => {
  const before = await settledFiles();
  const answer = await post(
    toForm([
      { name: 'path', content: '/etc' },
      { name: 'file', fileName: 'a.wav', content: wav },
    ]),
  );
  expect(answer.status).toBe(400);
  const list = await get(`/projects/${project.id}/recordings?limit=500`);
  expect(await settledFiles()).toEqual(before);
  expect(list.json.items).toHaveLength(before.length);
});

it('takes no notice of fields behind the file', async () => {
  const answer = await post(
    toForm([
      { name: 'file', fileName: 'first.wav', content: wav },
      { name: 'title', content: 'Too late' },
      { name: 'path', content: '/etc' },
    ]),
  );
  expect(answer.status, answer.text).toBe(201);
  expect(answer.json.title).toBe('first.wav');
});

it('refuses a form without a boundary, and JSON', async () => {
  expect((await post(Buffer.from('x'), { 'content-type': 'multipart/form-data' })).status).toBe(400);
  expect((await post(Buffer.from('{}'), { 'content-type': 'application/json' })).status).toBe(415);
});

it('leaves nothing of an upload whose sender went away', async () => {
  const before = await settledFiles();
  const body = fileForm(wav);
  const socket = connect(server.port, '127.0.0.1');
  socket.write(
    `POST /api/conversations/${conversation.id}/recordings HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\n` +
      `authorization: Bearer ${owner.token}\r\ncontent-type: ${formType}\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  socket.write(body.subarray(0, 20_000));
  await waitFor(async () => (await files()).length > before.length, { what: 'the upload to begin' });
  socket.destroy();
  await waitFor(async () => (await files()).length === before.length, { what: 'what came to go' });
});

it('lists, renames and deletes', async () => {
  const { id } = (await post(fileForm(wav))).json;
  await heardRecording(server, owner, id);
  const { json } = await get(`/projects/${project.id}/recordings?q=tests&limit=1`);
  expect(json.items).toMatchObject([{ id, excerpt: 'run the tests fix the bug' }]);
  const next = await get(`/projects/${project.id}/recordings?q=tests&limit=1&cursor=${json.next_cursor}`);
  expect(next.json.items[0].id).not.toBe(id);
  const change = (method: string, path: string, body?: unknown) =>
    send(server, {
      method,
      path: `/api/recordings/${id}${path}`,
      token: owner.token,
      ...(body ? { body } : {}),
    });
  expect((await change('PATCH', '', { title: 'Mine' })).json.title).toBe('Mine');
  const unknown = await change('POST', '/transcribe', { language: 'de' });
  expect(unknown).toMatchObject({ status: 422, json: { detail: expect.stringContaining('English only') } });
  expect((await change('POST', '/transcribe', { language: 'en' })).status).toBe(202);
  const said = await change('POST', '/message');
  expect(said.status).toBe(201);
  expect(said.json).toMatchObject({ content: 'run the tests fix the bug', recording: { id } });
  expect((await change('DELETE', '')).status).toBe(204);
  expect((await get(`/recordings/${id}/audio`)).status).toBe(404);
});

it('speaks, and has what it spoke before at hand', async () => {
  const ask = (body: unknown) =>
    send(server, { method: 'POST', path: '/api/speech', token: owner.token, body });
  const first = await ask({ text: 'run the tests. fix' });
  expect(first.status).toBe(200);
  expect(first.headers['content-type']).toBe('audio/wav');
  expect(first.bytes.subarray(0, 4).toString()).toBe('RIFF');
  const isKept = async () =>
    (await ask({ text: 'run the tests. fix' })).headers['content-length'] !== undefined;
  await waitFor(isKept, { what: 'the spoken text to be kept' });
  const { spoken } = speech;
  const again = await ask({ text: 'run the tests. fix' });
  expect(again.bytes.subarray(44).equals(first.bytes.subarray(44))).toBe(true);
  expect(speech.spoken).toBe(spoken);
  const unsayable = await ask({ text: '...' });
  expect(unsayable).toMatchObject({ status: 200, headers: { 'content-type': 'audio/wav' } });
  expect((await ask({ text: ' ' })).status).toBe(422);
  expect((await ask({ text: 'x'.repeat(5_001) })).status).toBe(422);
  expect((await get('/speech')).json).toMatchObject({
    ...{ recognition: { state: 'ready', engine: 'tones' }, voices: [{ id: 'flute' }] },
    max_recording_bytes: 1024 * 1024,
  });
});

it('takes it for no fault when whoever listens leaves before anything is said', async () => {
  const lines: string[] = [];
  const other = await startTestServer({ speech, lines });
  onTestFinished(() => other.stop());
  const { token } = await addPerson(other);
  const steps = new EventEmitter();
  const [asked, left] = [once(steps, 'asked'), once(steps, 'left')];
  speech.beforeSpeaking = async () => {
    steps.emit('asked');
    await left;
  };
  onTestFinished(() => {
    speech.beforeSpeaking = () => {};
  });
  other.app.server.once('connection', (socket) => socket.once('close', () => steps.emit('left')));
  const body = JSON.stringify({ text: 'fix the login' });
  const caller = connect(other.port, '127.0.0.1');
  caller.write(
    `POST /api/speech HTTP/1.1\r\nhost: 127.0.0.1:${other.port}\r\nauthorization: Bearer ${token}\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  await asked;
  caller.destroy();
  await waitFor(() => lines.some((line) => /premature close|caller left/i.test(line)), {
    what: 'the server to see that nobody listens',
  });
  expect(other.faults).toEqual([]);
});
