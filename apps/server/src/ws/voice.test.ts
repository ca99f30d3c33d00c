import type { Conversation } from '@overmind/contracts/entities/conversation';
import type { Project } from '@overmind/contracts/entities/project';
import { closeCodes } from '@overmind/contracts/frames/line';
import { logout } from '@overmind/contracts/routes/auth';
import { getRecording, listRecordings } from '@overmind/contracts/routes/recordings';
import { createConversation, listMessages } from '@overmind/contracts/routes/talk';
import { inTones, ToneSpeech } from '@overmind/core/test-support/tone-speech';
import { keepForsakenCaptures } from '@overmind/core/voice/forsaken';
import { toS16, toWav } from '@overmind/speech/wav/write';
import { createTestDatabase } from '@overmind/testing/postgres';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addMember, addPerson, addProject, makeToken, type Person } from '../test-support/people.ts';
import { send } from '../test-support/send.ts';
import { TestSpeaker } from '../test-support/speaker.ts';
import { startTestServer, type TestServer } from '../test-support/start-test-server.ts';

const speech = new ToneSpeech();
let stopAll: (() => Promise<unknown>)[] = [];
let databaseUrl: string;
let dataFolder: string;
let server: TestServer;
let owner: Person;
let project: Project;
let conversation: Conversation;

const startServer = (isWorker = true) =>
  startTestServer({ isWorker, speech, databaseUrl, env: { DATA_DIR: dataFolder } });

beforeAll(async () => {
  const database = await createTestDatabase();
  const folder = await createTempFolder();
  [databaseUrl, dataFolder] = [database.url, folder.path];
  server = await startServer();
  stopAll = [() => server.stop(), () => database.drop(), () => folder.remove()];
  owner = await addPerson(server);
  project = await addProject(server, owner);
});
afterAll(async () => {
  for (const stop of stopAll) await stop();
});
beforeEach(async () => {
  conversation = await owner.api.call(createConversation, { params: { id: project.id }, body: {} });
});

const open = (person: Pick<Person, 'token'> = owner, on: { port: number } = server) =>
  new TestSpeaker(on, {
    ...{ token: person.token, projectId: project.id, conversationId: conversation.id },
  }).opened();
const words = [
  ['run', 'the', 'tests'],
  ['fix', 'the', 'bug'],
];
const s16 = toS16(inTones(words));
const messages = async () =>
  (await owner.api.call(listMessages, { params: { id: conversation.id }, query: {} })).items.filter(
    ({ role }) => role === 'user',
  );
const recordings = async () =>
  (
    await owner.api.call(listRecordings, {
      params: { id: project.id },
      query: { conversation: conversation.id },
    })
  ).items;
const detail = (id: string | null) => owner.api.call(getRecording, { params: { id: id ?? '' } });

function asF32(samples: Float32Array): Buffer {
  const bytes = Buffer.alloc(samples.length * 4);
  for (const [index, sample] of samples.entries()) bytes.writeFloatLE(sample, index * 4);
  return bytes;
}

describe('a spoken turn', () => {
  it('is heard while it is spoken, kept, and said in the conversation', async () => {
    const speaker = await open();
    const ready = await speaker.start({ format: 's16le' });
    expect(ready).toMatchObject({ acked_bytes: 0, is_live: true });
    speaker.say(s16);
    speaker.stop();
    const final = await speaker.waitFor('transcript.final');
    expect(final).toMatchObject({ text: 'run the tests fix the bug', recording_id: ready.recording_id });
    expect(speaker.frames.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['speech.started', 'speech.ended', 'ack']),
    );
    const partials = speaker.all('transcript.partial').map(({ text }) => text);
    expect(partials).toEqual(expect.arrayContaining(['run', 'run the', 'run the tests fix']));
    expect(speaker.all('ack').at(-1)?.bytes).toBe(s16.length);
    const [message] = await messages();
    expect(message).toMatchObject({
      ...{ id: final.message_id, content: 'run the tests fix the bug', sender_id: owner.id },
      recording: { id: ready.recording_id },
    });
    const kept = await detail(final.recording_id);
    expect(kept).toMatchObject({ source: 'voice', status: 'transcribed', mime_type: 'audio/wav' });
    const audio = await send(server, { path: `/api/recordings/${kept.id}/audio`, token: owner.token });
    expect(audio.bytes.subarray(44)).toHaveLength(s16.length);
    await speaker.close();
  });

  it.each([
    ['48 kHz floats', { format: 'f32le', sample_rate: 48_000 } as const, asF32(inTones(words, 48_000))],
    ['44.1 kHz', { format: 's16le', sample_rate: 44_100 } as const, toS16(inTones(words, 44_100))],
    ['a file, in pieces', { mime_type: 'audio/wav' } as const, toWav(inTones(words))],
  ])('may come as %s', async (_what, format, bytes) => {
    const speaker = await open();
    await speaker.start(format);
    speaker.say(bytes, 30_001);
    speaker.stop();
    const final = await speaker.waitFor('transcript.final');
    expect(final.text).toBe('run the tests fix the bug');
    expect((await messages()).map(({ id }) => id)).toEqual([final.message_id]);
    await speaker.close();
  });

  it('tells with each end whether its speaker stopped in the middle of a sentence', async () => {
    const speaker = await open();
    await speaker.start({ format: 's16le' });
    speaker.say(toS16(inTones([['run', 'the'], ['tests']])));
    speaker.stop();
    await speaker.waitFor('transcript.final');
    expect(speaker.all('speech.ended').map(({ is_unfinished }) => is_unfinished)).toEqual([true, false]);
    await speaker.close();
  });

  it('follows another on the same line', async () => {
    const speaker = await open();
    for (const word of ['run', 'fix']) {
      await speaker.start({ format: 's16le' });
      speaker.say(toS16(inTones([[word]])));
      speaker.stop();
      expect((await speaker.waitFor('transcript.final')).text).toBe(word);
    }
    await speaker.close();
  });

  it('leaves nothing when it is taken back, or when nothing was said', async () => {
    const speaker = await open();
    await speaker.start({ format: 's16le' });
    speaker.say(s16);
    speaker.send({ type: 'cancel' });
    await speaker.waitFor('canceled');
    await speaker.start({ format: 's16le' });
    speaker.say(Buffer.alloc(8_000));
    speaker.stop();
    expect(await speaker.waitFor('transcript.final')).toMatchObject({ text: '', recording_id: null });
    await speaker.start({ mime_type: 'audio/webm;codecs=opus' });
    speaker.say(Buffer.from('no sound at all '.repeat(100)));
    speaker.stop();
    expect(await speaker.waitFor('error')).toMatchObject({ code: 'bad_audio', retryable: false });
    expect(await recordings()).toEqual([]);
    expect(await messages()).toEqual([]);
    await speaker.close();
  });

  it('is refused in a language that is not heard here', async () => {
    const speaker = await open();
    speaker.send({ type: 'start', format: 's16le', language: 'tlh' });
    expect(await speaker.waitFor('error')).toMatchObject({ code: 'language_unknown', retryable: false });
    await speaker.close();
  });

  it('that is too long is closed, with what was said kept and not acted on', async () => {
    const speaker = await open();
    await speaker.start({ format: 's16le', sample_rate: 8_000 });
    speaker.say(toS16(inTones(words, 8_000)));
    speaker.say(Buffer.alloc(8_000 * 2 * 121), 200_000);
    const final = await speaker.waitFor('transcript.final');
    expect(final).toMatchObject({ text: 'run the tests fix the bug', message_id: null });
    const error = await speaker.waitFor('error');
    expect(error).toMatchObject({ code: 'too_long', recording_id: final.recording_id });
    expect(speaker.frames.indexOf(error)).toBeLessThan(speaker.frames.indexOf(final));
    expect((await speaker.closed).code).toBe(4413);
    expect(await detail(final.recording_id)).toMatchObject({ duration_ms: 120_000 });
    expect(await messages()).toEqual([]);
  });
});

describe('a line that broke', () => {
  const half = Math.floor(s16.length / 4) * 2;

  it('is gone on with from the last byte that is stored', async () => {
    const first = await open();
    const { recording_id: resume_id } = await first.start({ format: 's16le' });
    first.say(s16.subarray(0, half));
    await first.waitFor('ack', ({ bytes }) => bytes === half);
    first.socket.terminate();
    const second = await open();
    const ready = await second.start({ format: 's16le', resume_id });
    expect(ready).toMatchObject({ recording_id: resume_id, acked_bytes: half });
    second.say(s16.subarray(ready.acked_bytes));
    second.stop();
    const final = await second.waitFor('transcript.final');
    expect(final).toMatchObject({ text: 'run the tests fix the bug', recording_id: resume_id });
    expect(await messages()).toHaveLength(1);
    // Whoever missed the end is told again.
    await second.close();
    const third = await open();
    third.send({ type: 'start', format: 's16le', resume_id });
    expect(await third.waitFor('transcript.final')).toMatchObject({ message_id: final.message_id });
    await third.close();
  });

  it('belongs to its speaker, and to one line at a time', async () => {
    const first = await open();
    const { recording_id: resume_id } = await first.start({ format: 's16le' });
    first.say(s16.subarray(0, half));
    await first.waitFor('ack', ({ bytes }) => bytes === half);
    const stranger = await addPerson(server);
    await addMember(server, project.id, stranger, 'operator');
    const other = await open(stranger);
    other.send({ type: 'start', format: 's16le', resume_id });
    expect(await other.waitFor('error')).toMatchObject({ code: 'not_resumable' });
    const second = await open();
    await second.start({ format: 's16le', resume_id });
    first.say(s16.subarray(half));
    expect((await first.closed).code).toBe(4409);
    second.say(s16.subarray(half));
    second.stop();
    expect((await second.waitFor('transcript.final')).text).toBe('run the tests fix the bug');
    await Promise.all([second.close(), other.close()]);
  });

  it('that nobody goes on with is kept with its transcript, and not said', async () => {
    const speaker = await open();
    const { recording_id } = await speaker.start({ format: 's16le' });
    speaker.say(s16.subarray(0, half));
    await speaker.waitFor('ack', ({ bytes }) => bytes === half);
    speaker.socket.terminate();
    await waitFor(
      () =>
        keepForsakenCaptures(server.core, 0)
          .then(recordings)
          .then((all) => all.length > 0),
      {
        what: 'the half sentence to be kept',
      },
    );
    const kept = await waitFor(
      async () => {
        const found = await detail(recording_id);
        return found.status === 'transcribed' ? found : undefined;
      },
      { what: 'it to be heard' },
    );
    expect(kept).toMatchObject({
      title: 'run the tests',
      transcript_text: 'run the tests',
      is_pending_message: false,
    });
    expect(await messages()).toEqual([]);
  });

  it('is found by the next server when the first ended in the middle of a sentence', async () => {
    const [dying, other] = [await startServer(false), await startServer(false)];
    const [cut, stopped] = [await open(owner, dying), await open(owner, dying)];
    const half1 = await cut.start({ format: 's16le' });
    cut.say(s16.subarray(0, half));
    await cut.waitFor('ack', ({ bytes }) => bytes === half);
    const whole = await stopped.start({ mime_type: 'audio/wav' });
    stopped.say(toWav(inTones(words)));
    await stopped.waitFor('ack', ({ bytes }) => bytes === s16.length + 44);
    await dying.stop();
    // Its speaker had let go of the button; what came of it the server took with it.
    await server.core.db
      .updateTable('voice_captures')
      .set({ stopped_at: new Date() })
      .where('id', '=', whole.recording_id)
      .execute();
    await waitFor(
      () =>
        keepForsakenCaptures(other.core, 0)
          .then(recordings)
          .then((all) => all.length === 2),
      {
        what: 'both to be kept',
      },
    );
    await waitFor(async () => (await messages()).length === 1, { what: 'the ended one to be said' });
    expect((await messages())[0]?.recording?.id).toBe(whole.recording_id);
    await waitFor(async () => (await detail(half1.recording_id)).status === 'transcribed', {
      what: 'the other to be heard',
    });
    await other.stop();
  });
});

describe('who may speak', () => {
  const code = async (person: Pick<Person, 'token'>) => {
    const speaker = new TestSpeaker(server, {
      ...{ token: person.token, projectId: project.id, conversationId: conversation.id },
    });
    return (await speaker.closed).code;
  };

  it('is whoever may talk in the conversation, and nobody else', async () => {
    const viewer = await addPerson(server);
    await addMember(server, project.id, viewer, 'viewer');
    expect(await code({ token: 'wrong' })).toBe(closeCodes.unauthenticated);
    expect(await code(await addPerson(server))).toBe(closeCodes.forbidden);
    expect(await code(viewer)).toBe(closeCodes.forbidden);
    expect(await code(await makeToken(owner, ['read']))).toBe(closeCodes.forbidden);
    const elsewhere = await addProject(server, owner, {}, 'Other');
    const speaker = new TestSpeaker(server, {
      ...{ token: owner.token, projectId: elsewhere.id, conversationId: conversation.id },
    });
    expect((await speaker.closed).code).toBe(closeCodes.forbidden);
    const foreign = new TestSpeaker(server, {
      ...{ token: owner.token, projectId: project.id, conversationId: conversation.id },
      headers: { origin: 'https://evil.example' },
    });
    await foreign.closed;
    expect(foreign.refusedWith).toBe(403);
  });

  it('is nobody any more who signed out', async () => {
    const person = await addPerson(server);
    await addMember(server, project.id, person, 'operator');
    const speaker = await open(person);
    await speaker.start({ format: 's16le' });
    await person.api.call(logout, {});
    expect((await speaker.closed).code).toBe(closeCodes.unauthenticated);
  });

  it.each([
    ['no frame', { type: 'shout' }],
    ['two formats', { type: 'start', format: 's16le', mime_type: 'audio/webm' }],
    ['no format', { type: 'start' }],
    ['a type that is no sound', { type: 'start', mime_type: 'text/html' }],
  ])('closes on %s', async (_what, frame) => {
    const speaker = await open();
    speaker.send(frame);
    expect((await speaker.closed).code).toBe(closeCodes.bad_frame);
  });
});
