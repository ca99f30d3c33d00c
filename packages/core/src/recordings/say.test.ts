import { RecordingMessage } from '@overmind/contracts/entities/recording';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation, uploadTones } from '../test-support/test-recordings.ts';
import { ToneSpeech } from '../test-support/tone-speech.ts';
import { hearRecording } from './hear.ts';
import { getRecording } from './read.ts';
import { sayRecording } from './say.ts';

let on: TestCore;
let made: MadeProject;
let id: string;
let durationMs: number;
beforeAll(async () => {
  on = await startTestCore({}, new ToneSpeech());
  made = await makeProject(on.core);
  const conversationId = await makeVoiceConversation(on.core, made);
  ({ id } = await uploadTones(on.core, made, conversationId, [['run'], ['fix', 'bug']]));
  await hearRecording(on.core, id);
  durationMs = (await getRecording(on.core, id)).duration_ms ?? 0;
});
afterAll(() => on.stop());

const say = (asked: RecordingMessage) => sayRecording(on.core, made.owner, id, asked);

it('says nothing that lies behind the sound', async () => {
  for (const start_ms of [durationMs, durationMs + 60_000])
    await expect(say({ content: 'Here', start_ms })).rejects.toMatchObject({
      ...{ code: 'invalid', errors: [{ pointer: '/start_ms' }] },
    });
});

it('leads to no place behind the sound', async () => {
  const message = await say({ content: 'Here', start_ms: durationMs - 10, end_ms: durationMs + 60_000 });
  expect(message.recording).toEqual({ id, start_ms: durationMs - 10, end_ms: durationMs });
});

it('says no part of what is too long for one message, and how to say one', async () => {
  const whole = await getRecording(on.core, id);
  const [first, second] = whole.transcript?.segments ?? [];
  const long = { ...whole.transcript, segments: [first, { ...second, text: 'long '.repeat(20_000) }] };
  const put = (transcript: unknown) =>
    on.database.pool.query('update recordings set transcript_json = $2 where id = $1', [id, transcript]);
  await put(long);
  await expect(say({})).rejects.toMatchObject({
    ...{ code: 'invalid', message: expect.stringContaining('give start_ms and end_ms') },
  });
  const message = await say({ end_ms: 100 });
  expect(message).toMatchObject({ content: 'run', recording: { id, end_ms: 100 } });
  await put(whole.transcript);
});

it.each([
  ['an end before its beginning', { start_ms: 2_000, end_ms: 1_000 }],
  ['an end at its beginning', { start_ms: 2_000, end_ms: 2_000 }],
  ['a beginning that no recording reaches', { start_ms: 2 ** 31 }],
  ['an end that no recording reaches', { end_ms: 2 ** 40 }],
])('is not asked for with %s', (_what, asked) => {
  expect(RecordingMessage.safeParse(asked).success).toBe(false);
});

it('is asked for from a place on, up to one, or between two', () => {
  for (const asked of [{ start_ms: 1 }, { end_ms: 1 }, { start_ms: 1, end_ms: 2 }, {}])
    expect(RecordingMessage.safeParse(asked).success).toBe(true);
});
