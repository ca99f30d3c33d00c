import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { NewDiscussion } from '@overmind/contracts/entities/discussion-room';
import { speechRate } from '@overmind/speech/pcm';
import { toS16 } from '@overmind/speech/wav/write';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { archiveConversation, listMessages } from '../conversations/talk.ts';
import { stopDiscussion } from '../discussions/interject.ts';
import { startDiscussion } from '../discussions/start.ts';
import { type MadeProject, makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation } from '../test-support/test-recordings.ts';
import { inTones, ToneSpeech } from '../test-support/tone-speech.ts';
import { type Capture, openCapture } from '../voice/capture.ts';
import { CaptureWriter } from '../voice/capture-writer.ts';
import { finalFrames } from '../voice/final.ts';
import { finishCapture } from '../voice/finish.ts';
import { keepForsakenCaptures } from '../voice/forsaken.ts';
import { putRecordingTasks, renameRecording } from './change.ts';
import { hearRecording } from './hear.ts';
import { getRecording, getRecordingAudio } from './read.ts';
import { sayRecording } from './say.ts';

let on: TestCore;
let made: MadeProject;
let conversationId: string;
beforeAll(async () => {
  on = await startTestCore({}, new ToneSpeech());
  made = await makeProject(on.core);
});
afterAll(() => on.stop());
beforeEach(async () => {
  conversationId = await makeVoiceConversation(on.core, made);
});

const words = 'run the tests';
const heard = {
  transcript: { language: 'en', segments: [{ start: 0, end: 1, text: words, confidence: 1 }] },
  engine: 'tones',
};

async function speakIn(id: string, sound = inTones([words.split(' ')])): Promise<Capture> {
  const format = { format: 's16le', sample_rate: 16_000 } as const;
  const start = { projectId: made.project.id, conversationId: id, language: null, format };
  const capture = await openCapture(on.core, made.owner, start);
  const writer = new CaptureWriter(on.core, capture, { stored: () => {}, failed: () => {} });
  writer.push(toS16(sound));
  await writer.stop().finally(() => writer.close());
  return { ...capture, size_bytes: writer.sizeBytes };
}
const get = (id: string) => getRecording(on.core, id);
const said = async () =>
  (await listMessages(on.core, conversationId, { limit: 5 })).items.map(({ content }) => content);

describe('what was said in a discussion that has ended meanwhile', () => {
  async function endedWhileSpoken(): Promise<Capture> {
    const goal = NewDiscussion.parse({ goal: 'cache or not' });
    const { id } = await startDiscussion(on.core, made.owner, made.project.id, goal);
    const capture = await speakIn(id);
    await stopDiscussion(on.core, made.owner, id);
    return capture;
  }

  it('is heard from its recording, which says why it was not said', async () => {
    const capture = await endedWhileSpoken();
    await finishCapture(on.core, capture, { heard: null, isSaid: true });
    await hearRecording(on.core, capture.id);
    expect(await get(capture.id)).toMatchObject({
      ...{ status: 'transcribed', transcript_text: words, error: expect.stringContaining('ended') },
    });
  });

  it('is kept as it was heard live, and its speaker is told why it was not said', async () => {
    const capture = await endedWhileSpoken();
    const row = await finishCapture(on.core, capture, { heard, isSaid: true });
    expect(await get(capture.id)).toMatchObject({ status: 'transcribed', transcript_text: words });
    expect(await finalFrames(on.core, row, { isSaid: true })).toMatchObject([
      { type: 'error', code: 'not_said', detail: expect.stringContaining('ended') },
      { type: 'transcript.final', text: words, message_id: null },
    ]);
  });
});

it('what was said in a conversation that is archived meanwhile says so', async () => {
  const capture = await speakIn(conversationId);
  await archiveConversation(on.core, made.owner, conversationId);
  await finishCapture(on.core, capture, { heard, isSaid: true });
  expect(await get(capture.id)).toMatchObject({
    ...{ transcript_text: words, error: expect.stringContaining('archived') },
  });
});

describe('what was spoken before the server went away', () => {
  const age = (hours: string) =>
    on.database.pool.query(
      `update voice_captures set opened_at = now() - $1::interval, stopped_at = now() - $1::interval,
        seen_at = now() - $1::interval`,
      [hours],
    );

  it('is said where that was a moment ago', async () => {
    const { id } = await speakIn(conversationId);
    await age('3 minutes');
    await keepForsakenCaptures(on.core);
    await hearRecording(on.core, id);
    expect(await said()).toEqual([words]);
    expect((await get(id)).error).toBeNull();
  });

  it('is only kept where that was hours ago, as old as it is, and says so until somebody says it', async () => {
    const { id } = await speakIn(conversationId);
    await age('9 hours');
    await keepForsakenCaptures(on.core);
    await hearRecording(on.core, id);
    const found = await get(id);
    expect(found).toMatchObject({ status: 'transcribed', transcript_text: words });
    expect(found.error).toContain('too long before');
    expect(Date.now() - Date.parse(found.created_at)).toBeGreaterThan(8 * 3_600_000);
    expect(await said()).toEqual([]);
    await sayRecording(on.core, made.owner, id, {});
    expect(await said()).toEqual([words]);
    expect((await get(id)).error).toBeNull();
  });
});

describe('a turn that its speaker left without a word', () => {
  const leave = async (seconds: number): Promise<string> => {
    const { id } = await speakIn(conversationId, new Float32Array(seconds * speechRate));
    await on.database.pool.query(`update voice_captures set seen_at = now() - interval '3 minutes'`);
    await keepForsakenCaptures(on.core);
    expect((await get(id)).source).toBe('voice');
    return id;
  };

  it('right after the press of the button is no recording, and its sound goes', async () => {
    const id = await leave(0.96);
    const { sha256 } = await get(id);
    const { storagePath } = await getRecordingAudio(on.core, id);
    await hearRecording(on.core, id);
    await expect(get(id)).rejects.toMatchObject({ code: 'not_found' });
    const isGone = () =>
      access(join(on.storageRoot, storagePath)).then(
        () => false,
        () => true,
      );
    await waitFor(isGone, { what: 'its sound to go' });
    const { rows } = await on.database.pool.query(
      `select detail from audit_log where action = 'recording.deleted' and entity_id = $1`,
      [id],
    );
    expect(rows).toMatchObject([{ detail: { sha256 } }]);
  });

  it('is kept where it went on for longer, or was given a name or a task', async () => {
    const task = await makeTask(on.core, made);
    const [longer, named, linked] = [await leave(1.5), await leave(0.96), await leave(0.96)];
    await renameRecording(on.core, made.owner, named, 'The door bell');
    await putRecordingTasks(on.core, made.owner, linked, [task.id]);
    for (const id of [longer, named, linked]) {
      await hearRecording(on.core, id);
      expect(await get(id)).toMatchObject({ status: 'transcribed', transcript_text: '' });
    }
  });
});
