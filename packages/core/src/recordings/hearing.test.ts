import { SpeechError } from '@overmind/speech/speech-error';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { topics } from '../bus/bus.ts';
import { systemCall } from '../call.ts';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation, uploadTones } from '../test-support/test-recordings.ts';
import { ToneSpeech } from '../test-support/tone-speech.ts';
import { write } from '../write.ts';
import { changeRecording, transcribeAgain } from './change.ts';
import { hearRecording } from './hear.ts';
import { getRecording } from './read.ts';

/** It takes a minute of the clock until it asks for the first sound, as where others come before. */
class WaitingSpeech extends ToneSpeech {
  waits = () => {};
  isFree: Promise<void> = Promise.resolve();

  override async recognise(...[pieces, tell, options]: Parameters<ToneSpeech['recognise']>) {
    this.waits();
    await this.isFree;
    return super.recognise(pieces, tell, options);
  }
}

const speech = new WaitingSpeech();
const sentences = [['fix', 'bug'], ['fix', 'login'], ['run'], ['tests']];
let on: TestCore;
let made: MadeProject;
let conversationId: string;
beforeAll(async () => {
  on = await startTestCore({}, speech);
  made = await makeProject(on.core);
  conversationId = await makeVoiceConversation(on.core, made);
});
afterAll(() => on.stop());
beforeEach(() => {
  speech.before = () => {};
  speech.waits = () => {};
  speech.isFree = Promise.resolve();
});
afterEach(() => {
  vi.useRealTimers();
});

const upload = () => uploadTones(on.core, made, conversationId, sentences);
const get = (id: string) => getRecording(on.core, id);
const advance = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

it('counts no time of a slice in which others were heard', async () => {
  const { id } = await upload();
  vi.useFakeTimers({ toFake: ['Date'] });
  speech.waits = () => advance(60_000);
  await hearRecording(on.core, id);
  expect(await get(id)).toMatchObject({
    ...{ status: 'transcribed', transcript_text: 'fix bug fix login run tests' },
  });
});

it('hears a sentence in each slice however long each takes, and none twice', async () => {
  const { id } = await upload();
  vi.useFakeTimers({ toFake: ['Date'] });
  speech.before = () => advance(60_000);
  const heardTo: number[] = [];
  for (let slice = 0; slice < sentences.length; slice += 1) {
    await hearRecording(on.core, id);
    heardTo.push((await get(id)).transcribed_ms);
  }
  expect(heardTo).toEqual([...new Set(heardTo)].sort((one, other) => one - other));
  await hearRecording(on.core, id);
  expect(await get(id)).toMatchObject({
    ...{ status: 'transcribed', transcript_text: 'fix bug fix login run tests' },
  });
});

it('ends well where a worker died after the very last sound', async () => {
  const { id } = await upload();
  await hearRecording(on.core, id);
  await on.database.pool.query(
    `update recordings set status = 'transcribing', transcribed_ms = duration_ms where id = $1`,
    [id],
  );
  await hearRecording(on.core, id);
  expect(await get(id)).toMatchObject({ status: 'transcribed', error: null });
});

it('makes room after a sentence for somebody who waits for an answer', async () => {
  const { id } = await upload();
  speech.before = () => on.core.bus.publish(topics.turnWaits, '');
  await hearRecording(on.core, id);
  const found = await get(id);
  expect(found.status).toBe('transcribing');
  expect(found.transcribed_ms).toBeGreaterThan(0);
});

it('makes no room in what somebody waits for itself', async () => {
  const { id } = await upload();
  await write(on.core, systemCall, (w) => changeRecording(w, id, { is_pending_message: true }));
  speech.before = () => on.core.bus.publish(topics.turnWaits, '');
  await hearRecording(on.core, id);
  expect((await get(id)).status).toBe('transcribed');
});

it('gives up after three tries of whatever goes wrong, and says so', async () => {
  const { id } = await upload();
  speech.before = () => {
    throw new TypeError('x is not a function');
  };
  for (const status of ['stored', 'stored', 'failed']) {
    await hearRecording(on.core, id);
    expect((await get(id)).status).toBe(status);
  }
  expect((await get(id)).error).toContain('Hear it again');
  expect((await get(id)).error).not.toContain('function');
});

it('waits for a machine that has too much to do however often it is tried', async () => {
  const { id } = await upload();
  speech.before = () => {
    throw new SpeechError('busy', 'Others are worked on already.');
  };
  for (let tries = 0; tries < 4; tries += 1) await hearRecording(on.core, id);
  expect(await get(id)).toMatchObject({ status: 'stored', error: null });
});

it('begins to count failures anew where it was heard on', async () => {
  const { id } = await upload();
  let told = 0;
  speech.before = () => {
    told += 1;
    if (told % 2 === 0) throw new SpeechError('interrupted', 'The engine ended.');
  };
  for (let slice = 0; slice < sentences.length; slice += 1) await hearRecording(on.core, id);
  expect(await get(id)).toMatchObject({
    ...{ status: 'transcribed', transcript_text: 'fix bug fix login run tests' },
  });
});

it('is not taken for heard where less of it could be read than there was', async () => {
  const { id } = await upload();
  await on.database.pool.query('update recordings set duration_ms = 600000 where id = $1', [id]);
  await hearRecording(on.core, id);
  expect(await get(id)).toMatchObject({ status: 'transcribing', transcript_text: null });
  for (let tries = 0; tries < 3; tries += 1) await hearRecording(on.core, id);
  expect(await get(id)).toMatchObject({ status: 'failed', error: expect.stringContaining('Hear it again') });
});

it('is not heard again while it is being heard', async () => {
  const { id } = await upload();
  const refusals: unknown[] = [];
  speech.before = async () => {
    refusals.push(await transcribeAgain(on.core, made.owner, id, null).catch((error: unknown) => error));
  };
  await hearRecording(on.core, id);
  expect(refusals).toHaveLength(sentences.length);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'conflict' });
  expect(await get(id)).toMatchObject({
    ...{ status: 'transcribed', transcript_text: 'fix bug fix login run tests' },
  });
});

it('hears no more at once than a few, however many jobs the queue has given up, and the others after them', async () => {
  const uploads = await Promise.all(Array.from({ length: 6 }, upload));
  let free = (): void => undefined;
  speech.isFree = new Promise((resolve) => {
    free = resolve;
  });
  let begun = 0;
  speech.waits = () => {
    begun += 1;
  };
  const hearings = uploads.map(({ id }) => hearRecording(on.core, id));
  await Promise.all(hearings.slice(4));
  await waitFor(() => begun === 4, { what: 'four to be heard' });
  free();
  await Promise.all(hearings);
  expect(begun).toBe(4);
  for (const { id } of uploads.slice(4)) await hearRecording(on.core, id);
  for (const { id } of uploads) expect(await get(id)).toMatchObject({ status: 'transcribed' });
});

it('hears what is spoken before what was uploaded earlier, and nothing behind what takes long', async () => {
  const uploads = [await upload(), await upload(), await upload()];
  const spoken = await upload();
  await write(on.core, systemCall, async (w) => {
    await on.core.jobs.enqueue(w.tx, 'recording.transcribe', { recording_id: spoken.id, is_turn: true });
  });
  const order: string[] = [];
  const isOver = () => order.length === uploads.length + 1;
  await on.work({
    'recording.transcribe': async ({ recording_id, is_turn }) => {
      if (is_turn === true) order.push('turn');
      if (!uploads.some(({ id }) => id === recording_id)) return;
      order.push(recording_id);
      // The first goes on until all others were taken up by somebody else.
      if (recording_id === uploads[0]?.id) await waitFor(isOver, { what: 'the others' });
    },
  });
  await waitFor(isOver, { what: 'all to be taken up' });
  // Two take them up at the same time.
  expect(order.slice(0, 2)).toContain('turn');
});
