import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Conversation } from '@overmind/contracts/entities/conversation';
import type { Project } from '@overmind/contracts/entities/project';
import { closeCodes } from '@overmind/contracts/frames/line';
import { maxVoiceQueuedBytes } from '@overmind/contracts/frames/voice';
import { createCorrection } from '@overmind/contracts/routes/recordings';
import { archiveConversation, createConversation, listMessages } from '@overmind/contracts/routes/talk';
import { userCall } from '@overmind/core/test-support/makers';
import { inTones, ToneSpeech } from '@overmind/core/test-support/tone-speech';
import { toS16 } from '@overmind/speech/wav/write';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import { addMember, addPerson, addProject, type Person } from '../test-support/people.ts';
import { TestSpeaker } from '../test-support/speaker.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';
import { VoiceGateway } from './voice-gateway.ts';
import { VoiceSocket } from './voice-socket.ts';

/** Holds its streams back where it is told to, and counts those that are open. */
class HeldSpeech extends ToneSpeech {
  opening: Promise<void> = Promise.resolve();
  ending: Promise<void> = Promise.resolve();
  live = 0;

  override async open(...asked: Parameters<ToneSpeech['open']>) {
    const stream = await super.open(...asked);
    this.live += 1;
    await this.opening;
    let isOver = false;
    const close = () => {
      if (!isOver) this.live -= 1;
      isOver = true;
    };
    return {
      isLive: stream.isLive,
      push: stream.push,
      end: async () => {
        await this.ending;
        await stream.end();
        close();
      },
      cancel: () => {
        stream.cancel();
        close();
      },
    };
  }
}

const speech = new HeldSpeech();
let folder: TempFolder;
let server: TestServer;
let owner: Person;
let project: Project;
let conversation: Conversation;
beforeAll(async () => {
  folder = await createTempFolder();
  server = await startTestServer({ isWorker: true, speech, env: { DATA_DIR: folder.path } });
  owner = await addPerson(server);
  project = await addProject(server, owner);
});
afterAll(async () => {
  await server.stop();
  await folder.remove();
});
beforeEach(async () => {
  [speech.opening, speech.ending] = [Promise.resolve(), Promise.resolve()];
  conversation = await owner.api.call(createConversation, { params: { id: project.id }, body: {} });
});

function held(): { promise: Promise<void>; release: () => void } {
  let release: () => void = () => {};
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  onTestFinished(() => release());
  return { promise, release };
}

const open = (person: Pick<Person, 'token'> = owner, on: { port: number } = server) =>
  new TestSpeaker(on, {
    ...{ token: person.token, projectId: project.id, conversationId: conversation.id },
  }).opened();
const said = async () =>
  (await owner.api.call(listMessages, { params: { id: conversation.id }, query: {} })).items.filter(
    ({ role }) => role === 'user',
  );
const words = [
  ['run', 'the', 'tests'],
  ['fix', 'the', 'bug'],
];
const s16 = toS16(inTones(words));
const half = Math.floor(s16.length / 4) * 2;
const pathOf = (id: string) => join(folder.path, 'projects', project.id, 'recordings', id);

/** Sockets that are given up soon when nothing comes, and what serves them. */
async function serveImpatiently() {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => sockets.once('listening', resolve));
  onTestFinished(() => void sockets.close());
  const served: VoiceSocket[] = [];
  sockets.on('connection', (socket) => {
    const place = { projectId: project.id, conversationId: conversation.id, call: userCall(owner.id) };
    served.push(new VoiceSocket(server.core, socket, place, 3_000));
  });
  return { port: (sockets.address() as AddressInfo).port, served, sockets };
}

it('a line that falls silent is given up, and its turn waits to be gone on with', async () => {
  const silent = await open(owner, await serveImpatiently());
  silent.send({ type: 'start', format: 's16le' });
  silent.say(s16.subarray(0, half));
  const { recording_id: resume_id } = await silent.waitFor('ready');
  expect((await silent.closed).code).toBe(4408);
  expect([...silent.all('transcript.final'), ...silent.all('error')]).toEqual([]);
  const back = await open();
  expect(await back.start({ format: 's16le', resume_id })).toMatchObject({ acked_bytes: half });
  back.say(s16.subarray(half));
  back.stop();
  expect(await back.waitFor('transcript.final')).toMatchObject({ text: 'run the tests fix the bug' });
  expect(await said()).toHaveLength(1);
  await back.close();
});

it('a sound in which nobody speaks is no recording', async () => {
  const speaker = await open();
  await speaker.start({ format: 's16le' });
  speaker.say(Buffer.alloc(3 * 16_000 * 2));
  speaker.stop();
  expect(await speaker.waitFor('transcript.final')).toMatchObject({ text: '', recording_id: null });
  await speaker.close();
});

it('what could not be said in the conversation is kept, and the speaker is told before its text', async () => {
  const speaker = await open();
  const { recording_id: id } = await speaker.start({ format: 's16le' });
  speaker.say(s16);
  await owner.api.call(archiveConversation, { params: { id: conversation.id } });
  speaker.stop();
  const final = await speaker.waitFor('transcript.final');
  expect(final).toMatchObject({ text: 'run the tests fix the bug', message_id: null, recording_id: id });
  expect(speaker.frames.slice(-2)).toMatchObject([
    { type: 'error', code: 'not_said', retryable: false, turn_id: id, recording_id: id },
    { type: 'transcript.final' },
  ]);
  await speaker.close();
});

it('an error names its turn, and a recording only where there is one', async () => {
  const speaker = await open();
  const { recording_id: turn_id } = await speaker.start({ mime_type: 'audio/webm' });
  speaker.say(Buffer.from('no sound at all '.repeat(100)));
  speaker.stop();
  expect(await speaker.waitFor('error')).toMatchObject({ code: 'bad_audio', turn_id, recording_id: null });
  speaker.frames.length = 0;
  speaker.send({ type: 'start', format: 's16le', resume_id: turn_id });
  const unknown = await speaker.waitFor('error');
  expect(unknown).toMatchObject({ code: 'not_resumable', turn_id, recording_id: null });
  await speaker.close();
});

it('a turn that could not be stored to its end is not finished, and is gone on with', async () => {
  const speaker = await open();
  const { recording_id: id } = await speaker.start({ format: 's16le' });
  await mkdir(dirname(pathOf(id)), { recursive: true });
  await writeFile(pathOf(id), 'no folder can be made here');
  speaker.say(s16.subarray(0, 2_000));
  speaker.stop();
  const error = await speaker.waitFor('error');
  expect(error).toMatchObject({ code: 'failed', retryable: true, turn_id: id, recording_id: id });
  expect(speaker.all('error')).toHaveLength(1);
  await waitFor(() => speech.live === 0, { what: 'its place among the voices to be free' });
  await rm(pathOf(id));
  await speaker.start({ format: 's16le', resume_id: id });
  speaker.say(s16);
  speaker.stop();
  expect(await speaker.waitFor('transcript.final')).toMatchObject({ text: 'run the tests fix the bug' });
  expect(await said()).toHaveLength(1);
  await speaker.close();
});

it('only so much sound may wait while the turn before it is finished', async () => {
  const ending = held();
  speech.ending = ending.promise;
  const speaker = await open();
  await speaker.start({ format: 's16le' });
  speaker.say(s16);
  speaker.stop();
  await waitFor(() => speaker.all('ack').at(-1)?.bytes === s16.length, { what: 'all of it to be stored' });
  speaker.say(Buffer.alloc(maxVoiceQueuedBytes + 1), 100_000);
  expect((await speaker.closed).code).toBe(closeCodes.too_many_frames);
  ending.release();
  await waitFor(async () => (await said()).length === 1, { what: 'the turn to be said all the same' });
});

it('what a line brings at once that stood still for fifteen seconds is heard', async () => {
  const speaker = await open();
  await speaker.start({ format: 's16le' });
  const frames = 15 * 25;
  speaker.say(s16, 2 * Math.ceil(s16.length / 2 / frames));
  speaker.stop();
  expect(await speaker.waitFor('transcript.final')).toMatchObject({ text: 'run the tests fix the bug' });
  await speaker.close();
});

/** Goes on to the next second once all were answered. */
async function pingForASecond(speaker: TestSpeaker, pings: number): Promise<void> {
  const wanted = speaker.all('pong').length + pings;
  for (let count = 0; count < pings; count += 1) speaker.send({ type: 'ping' });
  await waitFor(() => speaker.all('pong').length === wanted, { what: 'all pings to be answered' });
  vi.setSystemTime(Date.now() + 1_000);
}

it('a line may go on with 100 frames a second, and is closed for going on with more', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const [even, hasty] = [await open(), await open()];
  for (let second = 0; second < 6; second += 1) await pingForASecond(even, 100);
  for (let second = 0; second < 3; second += 1) await pingForASecond(hasty, 130);
  for (let count = 0; count < 130; count += 1) hasty.send({ type: 'ping' });
  expect((await hasty.closed).code).toBe(closeCodes.too_many_frames);
  await pingForASecond(even, 1);
  await even.close();
});

it('samples come at a rate that microphones have, and others are refused by name', async () => {
  const speaker = await open();
  speaker.send({ type: 'start', format: 's16le', sample_rate: 44_056 });
  const { code, reason } = await speaker.closed;
  expect(code).toBe(closeCodes.bad_frame);
  expect(reason).toContain('44100, 48000');
});

it('nobody goes on speaking whose role no longer allows it', async () => {
  const operator = await addPerson(server);
  await addMember(server, project.id, operator, 'operator');
  const speaker = await open(operator);
  await speaker.start({ format: 's16le' });
  await addMember(server, project.id, operator, 'viewer');
  expect((await speaker.closed).code).toBe(closeCodes.forbidden);
});

it('a turn whose beginning cannot be read again is gone on with, and nothing is left open for it', async () => {
  const first = await open();
  const { recording_id: resume_id } = await first.start({ format: 's16le' });
  first.say(s16.subarray(0, half));
  await first.waitFor('ack', ({ bytes }) => bytes === half);
  first.socket.terminate();
  await waitFor(() => speech.live === 0, { what: 'the first line to be let go' });
  await rm(join(pathOf(resume_id), 'parts'), { recursive: true });
  const second = await open();
  expect(await second.start({ format: 's16le', resume_id })).toMatchObject({ is_live: false });
  expect(speech.live).toBe(0);
  second.send({ type: 'cancel' });
  await second.waitFor('canceled');
  await second.close();
});

it('a speaker who is gone before there is a place leaves no clock running', async () => {
  const opening = held();
  speech.opening = opening.promise;
  const { port, served, sockets } = await serveImpatiently();
  const speaker = await open(owner, { port });
  speaker.send({ type: 'start', format: 's16le' });
  await waitFor(() => speech.live === 1, { what: 'the turn to begin' });
  const clocks = vi.spyOn(globalThis, 'setTimeout');
  onTestFinished(() => clocks.mockRestore());
  for (const socket of sockets.clients) socket.terminate();
  await speaker.closed;
  opening.release();
  await waitFor(() => speech.live === 0, { what: 'the turn to be left' });
  await served[0]?.settled();
  expect(clocks.mock.calls.filter(([, ms = 0]) => ms > 120_000)).toEqual([]);
});

it('a speaker who is gone while their rights are looked up leaves nothing behind', async () => {
  const { port, sockets } = await serveImpatiently();
  const speaker = await open(owner, { port });
  const [socket] = sockets.clients;
  if (socket === undefined) throw new Error('Nobody is connected.');
  const gone = new Promise((resolve) => socket.once('close', resolve));
  socket.terminate();
  await Promise.all([gone, speaker.closed]);
  const gateway = new VoiceGateway(server.core);
  onTestFinished(() => gateway.close());
  const listening = socket.listenerCount('message');
  const query = new URLSearchParams({ project_id: project.id, conversation_id: conversation.id });
  const actor = userCall(owner.id).actor as Parameters<VoiceGateway['accept']>[1];
  await gateway.accept(socket, actor, query);
  expect(socket.listenerCount('message')).toBe(listening);
});

it('words that are shown while they are corrected never take back what was for good', async () => {
  for (const [heard, meant] of [
    ['fix the', 'mend the'],
    ['the bug', 'the defect'],
    ['the', 'these'],
  ] as const)
    await owner.api.call(createCorrection, { params: { id: project.id }, body: { heard, meant } });
  const speaker = await open();
  await speaker.start({ format: 's16le' });
  speaker.say(s16);
  speaker.stop();
  const { text } = await speaker.waitFor('transcript.final');
  expect(text).toBe('run these tests mend the bug');
  const partials = speaker.all('transcript.partial');
  expect(partials.map((partial) => partial.text)).toContain('run these tests mend the');
  for (const partial of partials)
    expect(text.startsWith(partial.text.slice(0, partial.stable_chars))).toBe(true);
  expect(Math.max(...partials.map((partial) => partial.stable_chars))).toBe(text.length);
  await speaker.close();
});
