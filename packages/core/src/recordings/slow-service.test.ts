import type { ServerResponse } from 'node:http';
import { toS16 } from '@overmind/speech/wav/write';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { topics } from '../bus/bus.ts';
import { listMessages } from '../conversations/talk.ts';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { inLevels, SpeechService } from '../test-support/speech-service.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation, uploadSound } from '../test-support/test-recordings.ts';
import { openCapture } from '../voice/capture.ts';
import { CaptureWriter } from '../voice/capture-writer.ts';
import { finishCapture } from '../voice/finish.ts';
import { transcribeAgain } from './change.ts';
import { hearRecording } from './hear.ts';
import { getRecording } from './read.ts';

let service: SpeechService;
let on: TestCore;
let made: MadeProject;
let conversationId: string;
beforeAll(async () => {
  service = await SpeechService.start();
  on = await startTestCore({}, service.speech);
  made = await makeProject(on.core);
});
afterAll(async () => {
  await on.stop();
  await service[Symbol.asyncDispose]();
});
beforeEach(async () => {
  service.asked = 0;
  service.before = () => undefined;
  service.words = (level) => `s${level}.`;
  conversationId = await makeVoiceConversation(on.core, made);
});
afterEach(() => {
  vi.useRealTimers();
});

const upload = (samples: Float32Array) => uploadSound(on.core, made, conversationId, samples);
const get = (id: string) => getRecording(on.core, id);
const sentences = (count: number): string =>
  Array.from({ length: count }, (_, at) => `s${at + 1}.`).join(' ');

/** From here on each answer takes 21 s of the clock. */
function takeLong(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  service.before = () => void vi.setSystemTime(Date.now() + 21_000);
}

describe('a service that takes longer than a slice', () => {
  it('loses no sentence of what it answers', async () => {
    const { id } = await upload(inLevels(10));
    takeLong();
    await hearRecording(on.core, id);
    expect(await get(id)).toMatchObject({ status: 'transcribed', transcript_text: sentences(10) });
    expect(service.asked).toBe(1);
  });

  it('is sent each part of a long recording once', async () => {
    const { id } = await upload(inLevels(30, { sentenceS: 8, silenceS: 2 }));
    takeLong();
    await hearRecording(on.core, id);
    const { status, transcribed_ms } = await get(id);
    expect(status).toBe('transcribing');
    // The first part ends in the silence before 240 s, behind the last sentence.
    expect(transcribed_ms).toBeGreaterThan(238_000);
    await hearRecording(on.core, id);
    expect(await get(id)).toMatchObject({ status: 'transcribed', transcript_text: sentences(30) });
    expect(service.asked).toBe(2);
  });

  it('has a spoken turn said with all its words', async () => {
    const said = ['Cancel SHOP-3.', 'No wait.', 'Leave it as it is.'];
    service.words = (level) => said[level - 1] ?? '';
    const format = { format: 's16le', sample_rate: 16_000 } as const;
    const start = { projectId: made.project.id, conversationId, language: null, format };
    const capture = await openCapture(on.core, made.owner, start);
    const writer = new CaptureWriter(on.core, capture, { stored: () => {}, failed: () => {} });
    writer.push(toS16(inLevels(said.length)));
    await writer.stop().finally(() => writer.close());
    await finishCapture(on.core, { ...capture, size_bytes: writer.sizeBytes }, { heard: null, isSaid: true });
    takeLong();
    await hearRecording(on.core, capture.id);
    const { items } = await listMessages(on.core, conversationId, { limit: 5 });
    expect(items.map(({ content }) => content)).toEqual([said.join(' ')]);
  });
});

it('loses no sentence of what a service answers while somebody else speaks', async () => {
  const { id } = await upload(inLevels(10));
  service.before = () => void on.core.bus.publish(topics.turnWaits, '');
  await hearRecording(on.core, id);
  expect(await get(id)).toMatchObject({ status: 'transcribed', transcript_text: sentences(10) });
});

describe('a service that takes no more', () => {
  const refuse =
    (headers: Record<string, string> = {}) =>
    (response: ServerResponse) => {
      response.writeHead(429, headers).end('insufficient_quota');
      return true;
    };

  interface HearingJob {
    start_after: Date;
    priority: number;
    data: { refusals: number };
  }
  const jobs = async (): Promise<HearingJob[]> =>
    (
      await on.database.pool.query<HearingJob>(
        `select start_after, priority, data from pgboss.job where name = 'recording.transcribe'
        order by priority desc, start_after`,
      )
    ).rows;

  /** Does the job that waits, at its time. In so many seconds it is tried again; null where it is not. */
  async function waitOf(id: string): Promise<number | null> {
    const [due] = await jobs();
    if (due !== undefined) vi.setSystemTime(Math.max(Date.now(), due.start_after.getTime()));
    await on.database.pool.query(`delete from pgboss.job where name = 'recording.transcribe'`);
    await hearRecording(on.core, id, due?.data.refusals);
    const [next] = await jobs();
    return next === undefined ? null : (next.start_after.getTime() - Date.now()) / 1000;
  }
  beforeEach(() => on.database.pool.query(`delete from pgboss.job where name = 'recording.transcribe'`));

  it('is asked ever more seldom and then no more, and the recording says why until it is heard again', async () => {
    const { id } = await upload(inLevels(2));
    service.before = refuse();
    vi.useFakeTimers({ toFake: ['Date'] });
    const waits: (number | null)[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      waits.push(await waitOf(id));
      expect((await get(id)).error).toContain('insufficient_quota');
    }
    expect(waits).toEqual([30, 120, 480, 1_800, 1_800, null, null, null]);
    expect(service.asked).toBe(6);
    const { status, error } = await get(id);
    expect(status).toBe('failed');
    expect(error).toMatch(/used up.*heard again once the service takes more/);

    service.before = () => undefined;
    await transcribeAgain(on.core, made.owner, id, null);
    await hearRecording(on.core, id);
    expect(await get(id)).toMatchObject({
      status: 'transcribed',
      error: null,
      transcript_text: sentences(2),
    });
  });

  it('is asked again when it wants to be, within half an hour', async () => {
    const { id } = await upload(inLevels(2));
    vi.useFakeTimers({ toFake: ['Date'] });
    service.before = refuse({ 'retry-after': '600' });
    expect(await waitOf(id)).toBe(600);
    service.before = refuse({ 'retry-after': '2678400' });
    expect(await waitOf(id)).toBe(1_800);
    service.before = refuse({ 'retry-after': '1' });
    expect(await waitOf(id)).toBe(480);
  });

  it('may fail otherwise between, as either has its own bound', async () => {
    const { id } = await upload(inLevels(2));
    const fail = (response: ServerResponse) => {
      response.writeHead(500).end();
      return true;
    };
    vi.useFakeTimers({ toFake: ['Date'] });
    const waits: (number | null)[] = [];
    for (const answer of [fail, refuse(), fail, refuse(), refuse()]) {
      service.before = answer;
      waits.push(await waitOf(id));
    }
    expect(waits).toEqual([10, 30, 10, 120, 480]);
    service.before = fail;
    expect(await waitOf(id)).toBeNull();
    expect(await get(id)).toMatchObject({ status: 'failed', error: expect.stringContaining('500') });
  });

  it('begins the count of its refusals again with a sentence that it heard', async () => {
    const { id } = await upload(inLevels(30, { sentenceS: 8, silenceS: 2 }));
    vi.useFakeTimers({ toFake: ['Date'] });
    const takeOne = () => {
      service.before = refuse();
      return undefined;
    };
    const waits: (number | null)[] = [];
    for (const answer of [refuse(), takeOne, refuse()]) {
      service.before = answer;
      waits.push(await waitOf(id));
    }
    expect(waits).toEqual([30, 30, 120]);
    expect((await get(id)).transcribed_ms).toBeGreaterThan(0);
  });

  it('has what waits for it heard by hand at once, once, and not by the job that was to wait', async () => {
    const { id } = await upload(inLevels(2));
    service.before = refuse();
    await hearRecording(on.core, id);
    const [left] = (await jobs()).filter(({ data }) => data.refusals > 0);
    await transcribeAgain(on.core, made.owner, id, null);
    const [first] = await jobs();
    expect(first).toMatchObject({ priority: 1, data: { refusals: 0 } });
    expect(first?.start_after.getTime()).toBeLessThan(left?.start_after.getTime() ?? 0);
    await expect(transcribeAgain(on.core, made.owner, id, null)).rejects.toMatchObject({ code: 'conflict' });

    // It is refused once more, so the job that is left of the first wait comes too early.
    await hearRecording(on.core, id, first?.data.refusals);
    const { asked } = service;
    await hearRecording(on.core, id, left?.data.refusals);
    expect(service.asked).toBe(asked);

    service.before = () => undefined;
    await transcribeAgain(on.core, made.owner, id, null);
    await hearRecording(on.core, id);
    await hearRecording(on.core, id, left?.data.refusals);
    expect(service.asked).toBe(asked + 1);
    expect(await get(id)).toMatchObject({ status: 'transcribed', transcript_text: sentences(2) });
  });

  it('is asked by one alone: who wants it heard by hand meanwhile is told that it is being heard', async () => {
    const { id } = await upload(inLevels(2));
    service.before = refuse();
    await hearRecording(on.core, id);
    await on.database.pool.query('update recordings set not_before = now() where id = $1', [id]);
    const outcomes: unknown[] = [];
    service.before = (response) => {
      void transcribeAgain(on.core, made.owner, id, null)
        .catch((error: unknown) => error)
        .then((outcome) => {
          outcomes.push(outcome);
          refuse()(response);
        });
      return true;
    };
    await hearRecording(on.core, id, 1);
    expect(outcomes).toMatchObject([{ code: 'conflict' }]);
  });
});
