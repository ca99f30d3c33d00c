import type { Conversation } from '@overmind/contracts/entities/conversation';
import type { Project } from '@overmind/contracts/entities/project';
import { getRecording } from '@overmind/contracts/routes/recordings';
import { createConversation, listMessages } from '@overmind/contracts/routes/talk';
import { inTones, ToneSpeech } from '@overmind/core/test-support/tone-speech';
import type { SpeechUse } from '@overmind/speech/speech';
import { SpeechError, type SpeechFault } from '@overmind/speech/speech-error';
import { toS16, toWav } from '@overmind/speech/wav/write';
import { createGate, type Gate } from '@overmind/testing/gate';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { addPerson, addProject, type Person } from '../test-support/people.ts';
import { TestSpeaker } from '../test-support/speaker.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

/** Breaks off where it is told to, and holds back what it heard. */
class FragileSpeech extends ToneSpeech {
  ending: Promise<void> = Promise.resolve();
  hearing: Promise<void> = Promise.resolve();
  ends = 0;
  /** It breaks off so before it is handed over. */
  stillborn: SpeechFault | null = null;
  isDeaf = false;
  /** Null where what hears is there. */
  loading: (() => Promise<void>) | null = null;
  /** What was wanted, in its order. */
  loaded: SpeechUse[] = [];
  #fail: (error: SpeechError) => void = () => {};

  breakOff(fault: SpeechFault): void {
    this.#fail(new SpeechError(fault, 'It broke off.'));
  }

  load(use: SpeechUse): Promise<void> | null {
    this.loaded.push(use);
    return use === 'recognition' ? (this.loading?.() ?? null) : Promise.resolve();
  }

  override async open(...[options, tell, fail = () => {}]: Parameters<ToneSpeech['open']>) {
    const stream = await super.open(options, tell);
    let broken: SpeechError | null = null;
    this.#fail = (error) => {
      broken = error;
      stream.cancel();
      fail(error);
    };
    if (this.stillborn !== null) this.breakOff(this.stillborn);
    return {
      isLive: true,
      push: (samples: Float32Array) => {
        if (this.isDeaf) throw new Error('The pipe is gone.');
        stream.push(samples);
      },
      cancel: stream.cancel,
      end: async () => {
        this.ends += 1;
        await this.ending;
        if (broken !== null) throw broken;
        await stream.end();
      },
    };
  }

  override async recognise(...asked: Parameters<ToneSpeech['recognise']>) {
    await this.hearing;
    return super.recognise(...asked);
  }
}

const speech = new FragileSpeech();
const words = [
  ['run', 'the', 'tests'],
  ['fix', 'the', 'bug'],
];
const s16 = toS16(inTones(words));
const half = Math.floor(s16.length / 4) * 2;
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
  [speech.stillborn, speech.isDeaf, speech.loading, speech.loaded] = [null, false, null, []];
  conversation = await owner.api.call(createConversation, { params: { id: project.id }, body: {} });
});

const open = (on: { port: number } = server) =>
  new TestSpeaker(on, {
    ...{ token: owner.token, projectId: project.id, conversationId: conversation.id },
  }).opened();
const said = async () =>
  (await owner.api.call(listMessages, { params: { id: conversation.id }, query: {} })).items.filter(
    ({ role }) => role === 'user',
  );

function holdBack(what: 'ending' | 'hearing'): Gate {
  const gate = createGate();
  speech[what] = gate.opened;
  onTestFinished(() => {
    gate.open();
    speech[what] = Promise.resolve();
  });
  return gate;
}

it('whoever dials is told while what hears is loaded, and all that is said meanwhile is heard', async () => {
  const gate = createGate();
  speech.loading = () => gate.opened;
  const speaker = await open();
  expect(await speaker.waitFor('hearing')).toEqual({ type: 'hearing', is_loading: true });
  await speaker.start({ format: 's16le' });
  speaker.say(s16);
  await speaker.waitFor('ack', ({ bytes }) => bytes === s16.length);
  expect(speaker.all('hearing')).toEqual([]);
  expect(speech.loaded).toEqual(['recognition']);
  gate.open();
  expect(await speaker.waitFor('hearing')).toEqual({ type: 'hearing', is_loading: false });
  // Not later, when the next test counts what is loaded.
  await expect.poll(() => speech.loaded).toEqual(['recognition', 'synthesis']);
  speaker.stop();
  expect(await speaker.waitFor('transcript.final')).toMatchObject({ text: 'run the tests fix the bug' });
  await speaker.close();
});

it('whoever dials has what says the answer loaded too, once what hears is there', async () => {
  const speaker = await open();
  await speaker.waitFor('hearing', ({ is_loading }) => !is_loading);
  await speaker.close();
  await expect.poll(() => speech.loaded).toEqual(['recognition', 'synthesis']);
});

it('a server that stops waits for nothing that is still being loaded', async () => {
  const gate = createGate();
  const slow = new FragileSpeech();
  slow.loading = () => gate.opened;
  const other = await startTestServer({ speech: slow, databaseUrl: server.databaseUrl });
  const speaker = await open(other);
  await speaker.waitFor('hearing', ({ is_loading }) => is_loading);
  await other.stop();
  gate.open();
});

it('whoever dials waits for no loading that fails, nor where all is there', async () => {
  speech.loading = () => Promise.reject(new SpeechError('no_model', 'It is gone.'));
  const failing = await open();
  await failing.waitFor('hearing', ({ is_loading }) => !is_loading);
  expect(failing.all('hearing').map(({ is_loading }) => is_loading)).toEqual([true, false]);
  await failing.close();
  speech.loading = null;
  const ready = await open();
  expect(await ready.waitFor('hearing')).toEqual({ type: 'hearing', is_loading: false });
  await ready.close();
});

it('whoever is no longer heard along is told, speaks on, and is heard from the recording', async () => {
  const speaker = await open();
  await speaker.start({ format: 's16le' });
  speaker.say(s16.subarray(0, half));
  await speaker.waitFor('transcript.partial');
  speech.breakOff('interrupted');
  expect(await speaker.waitFor('hearing.lost')).toMatchObject({ detail: expect.stringContaining('Go on') });
  speaker.say(s16.subarray(half));
  speaker.stop();
  expect(await speaker.waitFor('transcript.final')).toMatchObject({ text: 'run the tests fix the bug' });
  expect(speaker.all('hearing.lost')).toHaveLength(1);
  expect(await said()).toHaveLength(1);
  await speaker.close();
});

it('whoever was lost before they were heard is told so at once, and is heard from the recording', async () => {
  speech.stillborn = 'interrupted';
  const speaker = await open();
  expect(await speaker.start({ format: 's16le' })).toMatchObject({ is_live: false });
  speaker.say(s16);
  speaker.stop();
  expect(await speaker.waitFor('transcript.final')).toMatchObject({ text: 'run the tests fix the bug' });
  expect(speaker.all('hearing.lost')).toEqual([]);
  await speaker.close();
});

it('whoever goes on where nothing hears them any more is told so, and all of it is heard', async () => {
  const first = await open();
  const { recording_id: resume_id } = await first.start({ format: 's16le' });
  first.say(s16.subarray(0, half));
  await first.waitFor('ack', ({ bytes }) => bytes === half);
  first.socket.terminate();
  speech.stillborn = 'interrupted';
  const second = await open();
  expect(await second.start({ format: 's16le', resume_id })).toMatchObject({ is_live: false });
  second.say(s16.subarray(half));
  second.stop();
  expect(await second.waitFor('transcript.final')).toMatchObject({ text: 'run the tests fix the bug' });
  await second.close();
});

it('a voice that cannot be handed over any more is told once, and heard from the recording', async () => {
  const speaker = await open();
  await speaker.start({ format: 's16le' });
  speaker.say(s16.subarray(0, half));
  await speaker.waitFor('transcript.partial');
  speech.isDeaf = true;
  speaker.say(s16.subarray(half));
  expect(await speaker.waitFor('hearing.lost')).toMatchObject({ detail: expect.stringContaining('Go on') });
  speaker.stop();
  expect(await speaker.waitFor('transcript.final')).toMatchObject({ text: 'run the tests fix the bug' });
  expect(speaker.all('hearing.lost')).toHaveLength(1);
  await speaker.close();
});

it('a language that turns out to be unknown is told while one speaks, and what was said is kept', async () => {
  const speaker = await open();
  const { recording_id: id } = await speaker.start({ format: 's16le' });
  speaker.say(s16.subarray(0, half));
  await speaker.waitFor('ack', ({ bytes }) => bytes === half);
  speech.breakOff('language_unknown');
  expect((await speaker.waitFor('hearing.lost')).detail).toContain('kept as a recording');
  const stored = server.core.db.selectFrom('voice_captures').select(['id', 'size_bytes']);
  expect(await stored.execute()).toEqual([{ id, size_bytes: half }]);
  await speaker.close();
});

it('a line is answered while the turn it goes on with is still being heard', async () => {
  const hearing = holdBack('hearing');
  const first = await open();
  const { recording_id: resume_id } = await first.start({ mime_type: 'audio/wav' });
  first.say(toWav(inTones(words)));
  first.stop();
  await waitFor(
    () =>
      owner.api.call(getRecording, { params: { id: resume_id } }).then(
        () => true,
        () => false,
      ),
    { what: 'it to be kept' },
  );
  first.socket.terminate();
  const second = await open();
  second.send({ type: 'start', mime_type: 'audio/wav', resume_id });
  second.send({ type: 'ping' });
  await second.waitFor('pong');
  expect(second.all('transcript.final')).toEqual([]);
  hearing.open();
  expect(await second.waitFor('transcript.final')).toMatchObject({ text: 'run the tests fix the bug' });
  await second.close();
});

it('why a turn is ended comes with its text, not before it is heard', async () => {
  const ending = holdBack('ending');
  const speaker = await open();
  await speaker.start({ format: 's16le', sample_rate: 8_000 });
  speaker.say(toS16(inTones(words, 8_000)));
  const ends = speech.ends;
  speaker.say(Buffer.alloc(8_000 * 2 * 121), 200_000);
  await waitFor(() => speech.ends > ends, { what: 'its end to be heard' });
  // What is still said meanwhile, however much, is neither taken nor held against its speaker.
  speaker.say(Buffer.alloc(2_000_000), 200_000);
  speaker.send({ type: 'ping' });
  await speaker.waitFor('pong');
  expect(speaker.all('error')).toEqual([]);
  ending.open();
  await speaker.waitFor('transcript.final');
  const [error, final] = speaker.frames.slice(-2);
  expect(error).toMatchObject({ type: 'error', code: 'too_long' });
  expect(final).toMatchObject({ type: 'transcript.final', text: 'run the tests fix the bug' });
  expect((await speaker.closed).code).toBe(4413);
});

it('a server that stops waits for no hearing, and what was said is heard by another', async () => {
  holdBack('ending');
  const { databaseUrl } = server;
  const stopping = await startTestServer({ speech, databaseUrl, env: { DATA_DIR: folder.path } });
  const speaker = await open(stopping);
  await speaker.start({ format: 's16le' });
  speaker.say(s16);
  await speaker.waitFor('ack', ({ bytes }) => bytes === s16.length);
  // Nothing gives it up by the clock.
  const later = globalThis.setTimeout;
  const clock = vi.spyOn(globalThis, 'setTimeout');
  clock.mockImplementation(((act: () => void, ms?: number) =>
    later(ms === 20_000 ? () => {} : act, ms)) as typeof setTimeout);
  onTestFinished(() => clock.mockRestore());
  const ends = speech.ends;
  speaker.stop();
  await waitFor(() => speech.ends > ends, { what: 'its end to be heard' });
  await stopping.stop();
  await waitFor(async () => (await said()).length === 1, { what: 'it to be said all the same' });
  expect((await said())[0]?.content).toBe('run the tests fix the bug');
});
