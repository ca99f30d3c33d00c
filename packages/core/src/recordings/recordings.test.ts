import { Readable } from 'node:stream';
import { insertConversation } from '@overmind/db/queries/talk/conversations';
import { SpeechError } from '@overmind/speech/speech-error';
import { toWav } from '@overmind/speech/wav/write';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { archiveConversation, listMessages, listRequests } from '../conversations/talk.ts';
import { type MadeProject, makeMember, makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { inTones, ToneSpeech } from '../test-support/tone-speech.ts';
import { createCorrection } from '../voice/corrections.ts';
import { deleteRecording, putRecordingTasks, transcribeAgain } from './change.ts';
import { hearForgottenRecordings, hearRecording } from './hear.ts';
import { getRecording, getRecordingAudio, listRecordings } from './read.ts';
import { dropOldRecordings } from './retention.ts';
import { sayRecording } from './say.ts';
import { uploadRecording } from './upload.ts';

const speech = new ToneSpeech();
const nothing = () => {};
let on: TestCore;
let made: MadeProject;
let conversationId: string;
beforeAll(async () => {
  on = await startTestCore({ recordingMaxBytes: 2_000_000 }, speech);
  made = await makeProject(on.core);
});
afterAll(() => on.stop());
beforeEach(async () => {
  speech.before = nothing;
  const { id } = await on.core.db.transaction().execute((tx) =>
    insertConversation(tx, {
      ...{ project_id: made.project.id, title: 'Talk', mode: 'voice', created_by_user_id: made.owner.userId },
    }),
  );
  conversationId = id;
});

const two = [
  ['run', 'the', 'tests'],
  ['fix', 'the', 'login', 'bug'],
];
const upload = (bytes: Buffer, call = made.owner, title = 'Talk') =>
  uploadRecording(on.core, call, conversationId, { content: Readable.from([bytes]), title });
const wav = (sentences = two, rate?: number) => toWav(inTones(sentences, rate), rate);
const filesOf = async (): Promise<number> =>
  (await on.database.pool.query('select 1 from file_removals')).rows.length;

async function heard(sentences = two): Promise<string> {
  const { id } = await upload(wav(sentences));
  await hearRecording(on.core, id);
  return id;
}

it('hears what is brought, sentence by sentence, with times, and draws it', async () => {
  const { id, status, duration_ms, mime_type } = await upload(wav(two, 44_100));
  expect({ status, duration_ms, mime_type }).toEqual({
    status: 'stored',
    duration_ms: null,
    mime_type: 'audio/wav',
  });
  await hearRecording(on.core, id);
  const found = await getRecording(on.core, id);
  expect(found).toMatchObject({
    ...{ status: 'transcribed', error: null, engine: 'tones', language: 'en' },
    ...{
      transcript_text: 'run the tests fix the login bug',
      tasks: [],
      messages: [],
      is_pending_message: false,
    },
  });
  expect(found.transcribed_ms).toBe(found.duration_ms);
  expect(found.duration_ms).toBeGreaterThan(3_000);
  expect(Math.max(...found.peaks)).toBe(50);
  const [first, second] = found.transcript?.segments ?? [];
  expect(first?.start).toBeCloseTo(0, 1);
  expect(second?.start).toBeGreaterThan(first?.end ?? 9);
  expect(speech.vocabulary).toEqual(expect.arrayContaining(['backend', made.project.key, 'approve']));
});

it('goes on after a worker that died from the last sentence that is stored', async () => {
  const seen: string[] = [];
  speech.before = ({ text }) => {
    if (text === 'run' && !seen.includes('died')) {
      seen.push('died');
      throw new SpeechError('aborted', 'The server stops.');
    }
    seen.push(text);
  };
  const { id } = await upload(wav([['fix', 'bug'], ['fix', 'login'], ['run'], ['tests']]));
  await hearRecording(on.core, id);
  const half = await getRecording(on.core, id);
  expect(half).toMatchObject({ status: 'transcribing', transcript_text: null });
  expect(half.transcribed_ms).toBeGreaterThan(0);
  await hearRecording(on.core, id);
  expect(seen).toEqual(['fix bug', 'fix login', 'died', 'run', 'tests']);
  const whole = await getRecording(on.core, id);
  expect(whole.transcript_text).toBe('fix bug fix login run tests');
  const starts = (whole.transcript?.segments ?? []).map(({ start }) => start);
  expect(starts).toEqual([...starts].sort((one, other) => one - other));
  expect(starts.at(-1)).toBeCloseTo(3 * 0.6 + 5 * 0.28, 1);
});

it('is taken up again where nobody works on it, and only there', async () => {
  const { id } = await upload(wav());
  const jobs = async () =>
    (
      await on.database.pool.query(`select data from pgboss.job where name = 'recording.transcribe'`)
    ).rows.filter(({ data }) => data.recording_id === id).length;
  expect(await jobs()).toBe(1);
  await on.database.pool.query(
    `update recordings set not_before = now() + interval '1 hour' where id <> $1`,
    [id],
  );
  await hearForgottenRecordings(on.core);
  expect(await jobs()).toBe(2);
  await hearForgottenRecordings(on.core);
  expect(await jobs()).toBe(2);
});

it('says why it cannot be heard, at once or after three tries', async () => {
  speech.before = () => {
    throw new SpeechError('no_model', 'There is no model. Pull one.');
  };
  const one = await heard();
  expect(await getRecording(on.core, one)).toMatchObject({
    status: 'failed',
    error: 'There is no model. Pull one.',
  });
  speech.before = () => {
    throw new SpeechError('failed', 'The engine died.');
  };
  const { id } = await upload(wav());
  for (const status of ['stored', 'stored', 'failed']) {
    await hearRecording(on.core, id);
    expect((await getRecording(on.core, id)).status).toBe(status);
  }
  speech.before = nothing;
  await transcribeAgain(on.core, made.owner, id, 'en');
  await hearRecording(on.core, id);
  expect(await getRecording(on.core, id)).toMatchObject({ status: 'transcribed', error: null });
});

it('keeps the transcript that is there while it is heard again, and when that fails', async () => {
  const id = await heard();
  await transcribeAgain(on.core, made.owner, id, null);
  expect((await getRecording(on.core, id)).transcript_text).toBe('run the tests fix the login bug');
  await expect(transcribeAgain(on.core, made.owner, id, null)).rejects.toThrow('being heard already');
  speech.before = () => {
    throw new SpeechError('no_model', 'Gone.');
  };
  await hearRecording(on.core, id);
  expect(await getRecording(on.core, id)).toMatchObject({
    ...{ status: 'transcribed', error: 'Gone.', transcript_text: 'run the tests fix the login bug' },
  });
});

it.each([
  ['a text', Buffer.from('#EXTM3U\nhttp://169.254.169.254/latest\n'.repeat(20)), 'unsupported_media_type'],
  ['nothing', Buffer.alloc(0), 'unsupported_media_type'],
  ['a page', Buffer.from(`<html>${'x'.repeat(500)}`), 'unsupported_media_type'],
  ['too much', Buffer.alloc(2_000_001), 'too_large'],
])('refuses %s and keeps nothing of it', async (_what, bytes, code) => {
  await expect(upload(bytes)).rejects.toMatchObject({ code });
  const { items } = await listRecordings(on.core, made.project.id, {
    limit: 50,
    conversation: conversationId,
  });
  expect(items).toEqual([]);
  expect(await filesOf()).toBe(0);
});

it('is not brought to a conversation that is archived', async () => {
  await archiveConversation(on.core, made.owner, conversationId);
  await expect(upload(wav())).rejects.toMatchObject({
    ...{ code: 'conflict', message: expect.stringContaining('archived') },
  });
  expect(await filesOf()).toBe(0);
});

it('stores the same file under the same key once', async () => {
  const call = { ...made.owner, idempotency: { key: 'once', fingerprint: Buffer.from('upload') } };
  const first = await upload(wav(), call);
  const again = await upload(wav(), call);
  expect(again.id).toBe(first.id);
  await expect(upload(wav([['run']]), call)).rejects.toMatchObject({ code: 'invalid' });
  expect(await filesOf()).toBe(0);
});

it('puts what is meant in the place of what is heard, and keeps what was heard', async () => {
  const correction = { heard: 'over mind', meant: 'Overmind' };
  await createCorrection(on.core, made.owner, made.project.id, correction);
  await expect(
    createCorrection(on.core, made.owner, made.project.id, { heard: 'Over Mind', meant: 'x' }),
  ).rejects.toMatchObject({ code: 'conflict' });
  const id = await heard([['fix', 'over mind']]);
  const { transcript, transcript_text } = await getRecording(on.core, id);
  expect(transcript_text).toBe('fix Overmind');
  expect(transcript?.segments[0]).toMatchObject({ text: 'fix Overmind', raw: 'fix over mind' });
});

it('is found by what was said in it, by its conversation and by its task', async () => {
  const id = await heard([['login', 'bug']]);
  const other = await heard([['run']]);
  const task = await makeTask(on.core, made);
  const list = async (filter: object) =>
    (await listRecordings(on.core, made.project.id, { limit: 50, conversation: conversationId, ...filter }))
      .items;
  expect((await list({})).map((each) => each.id)).toEqual([other, id]);
  expect(await list({ q: 'login' })).toMatchObject([{ id, excerpt: 'login bug' }]);
  expect(await list({ q: '"bug login"' })).toEqual([]);
  await putRecordingTasks(on.core, made.owner, other, [task.id]);
  expect((await list({ task: task.id })).map((each) => each.id)).toEqual([other]);
  await expect(putRecordingTasks(on.core, made.owner, other, [id])).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await getRecording(on.core, other)).tasks).toMatchObject([{ id: task.id, is_origin: false }]);
});

it.each([
  ['how it begins', {}],
  ['what fits a search', { q: 'login' }],
])('is listed by %s, with no word of it cut', async (_what, filter) => {
  const id = await heard();
  const text = `fix the login ${'internationalisationswerkzeuge '.repeat(30)}`;
  await on.database.pool.query('update recordings set transcript_text = $2 where id = $1', [id, text]);
  const page = { ...filter, limit: 1, conversation: conversationId };
  const [item] = (await listRecordings(on.core, made.project.id, page)).items;
  expect(item?.excerpt).toMatch(
    /^(?:fix the )?login (?:internationalisationswerkzeuge )+internationalisationswerkzeuge…$/,
  );
});

it('is not heard again in a language that is not known here, and stays as it was', async () => {
  const id = await heard();
  const before = await getRecording(on.core, id);
  await expect(transcribeAgain(on.core, made.owner, id, 'de')).rejects.toMatchObject({
    ...{ code: 'invalid', message: expect.stringContaining('hears English only, not "de"') },
  });
  expect(await getRecording(on.core, id)).toEqual(before);
});

it('becomes a message where a part of it is said, which leads back to that sound', async () => {
  const id = await heard();
  const second = (await getRecording(on.core, id)).transcript?.segments[1];
  const from = Math.round((second?.start ?? 0) * 1000);
  const message = await sayRecording(on.core, made.owner, id, { start_ms: from });
  expect(message).toMatchObject({
    content: 'fix the login bug',
    recording: { id, start_ms: from, end_ms: Math.round((second?.end ?? 0) * 1000) },
  });
  const { items } = await listRequests(on.core, conversationId, { limit: 5 });
  expect(items).toMatchObject([{ source: 'voice', message_id: message.id, text: 'fix the login bug' }]);
  expect((await getRecording(on.core, id)).messages).toEqual([message.id]);
});

it('goes with its sound and its text when it is deleted, by its owner or a maintainer', async () => {
  const id = await heard();
  const { storagePath } = await getRecordingAudio(on.core, id);
  const message = await sayRecording(on.core, made.owner, id, {});
  const operator = await makeMember(on.core, made.project.id, 'operator');
  await expect(deleteRecording(on.core, operator, id)).rejects.toMatchObject({ code: 'forbidden' });
  await deleteRecording(on.core, await makeMember(on.core, made.project.id, 'maintainer'), id);
  await expect(getRecording(on.core, id)).rejects.toMatchObject({ code: 'not_found' });
  await waitFor(async () => (await filesOf()) === 0, { what: 'the files to go' });
  await expect(on.core.storage.readText(storagePath, 10)).rejects.toThrow('ENOENT');
  const said = (await listMessages(on.core, conversationId, { limit: 5 })).items;
  expect(said).toMatchObject([{ id: message.id }]);
  expect(said[0]).not.toHaveProperty('recording');
  const { rows } = await on.database.pool.query(
    `select detail from audit_log where action = 'recording.deleted' and entity_id = $1`,
    [id],
  );
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain('login');
});

it('stops being heard when it is deleted', async () => {
  speech.before = async () => {
    speech.before = nothing;
    await deleteRecording(on.core, made.owner, id);
  };
  const { id } = await upload(wav());
  await hearRecording(on.core, id);
  await expect(getRecording(on.core, id)).rejects.toMatchObject({ code: 'not_found' });
});

it('is dropped past its time, unless a task stands on it', async () => {
  const [old, linked, young] = [await heard([['run']]), await heard([['bug']]), await heard([['fix']])];
  const task = await makeTask(on.core, made);
  await putRecordingTasks(on.core, made.owner, linked, [task.id]);
  await on.database.pool.query(
    `update recordings set here_since = now() - interval '366 days' where id = any($1)`,
    [[old, linked]],
  );
  await dropOldRecordings(on.core);
  const { items } = await listRecordings(on.core, made.project.id, {
    limit: 50,
    conversation: conversationId,
  });
  expect(items.map(({ id }) => id)).toEqual([young, linked]);
});
