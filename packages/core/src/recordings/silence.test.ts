import { join } from 'node:path';
import { killReaderOf } from '@overmind/speech/decoding/test-support/kill-reader';
import { speechRate } from '@overmind/speech/pcm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { topics } from '../bus/bus.ts';
import { type MadeProject, makeProject } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { makeVoiceConversation, uploadSound } from '../test-support/test-recordings.ts';
import { inTones, ToneSpeech } from '../test-support/tone-speech.ts';
import { hearRecording } from './hear.ts';
import { getRecording } from './read.ts';

/** Says when it begins to hear and when it takes a piece. */
class WatchedSpeech extends ToneSpeech {
  begins = () => {};
  takes: () => unknown = () => {};

  override async recognise(...[pieces, tell, options]: Parameters<ToneSpeech['recognise']>) {
    this.begins();
    return super.recognise(this.#watched(pieces), tell, options);
  }

  async *#watched(pieces: AsyncIterable<Float32Array>): AsyncGenerator<Float32Array> {
    for await (const piece of pieces) {
      await this.takes();
      yield piece;
    }
  }
}

const speech = new WatchedSpeech();
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
  speech.begins = () => {};
  speech.takes = () => {};
});
afterEach(() => {
  vi.useRealTimers();
});

const wordsAtS = 30;
/** Words after much silence. */
async function upload(): Promise<string> {
  const sound = new Float32Array(40 * speechRate);
  sound.set(inTones([['run', 'the', 'tests']]), wordsAtS * speechRate);
  const { id } = await uploadSound(on.core, made, conversationId, sound);
  // Looked through already, as a first slice does.
  await on.database.pool.query('update recordings set duration_ms = 40000 where id = $1', [id]);
  return id;
}
const get = (id: string) => getRecording(on.core, id);
const heardWhole = { status: 'transcribed', transcript_text: 'run the tests' };

async function hearToItsEnd(id: string): Promise<void> {
  await hearRecording(on.core, id);
  expect(await get(id)).toMatchObject(heardWhole);
  expect((await get(id)).transcript?.segments[0]?.start).toBeCloseTo(wordsAtS, 0);
}

describe('silence', () => {
  it('makes room for somebody who waits, and what comes after it is heard in the end', async () => {
    const id = await upload();
    speech.begins = () => on.core.bus.publish(topics.turnWaits, '');
    await hearRecording(on.core, id);
    const first = await get(id);
    expect(first.status).toBe('transcribing');
    expect(first.transcribed_ms).toBeGreaterThanOrEqual(1_000);
    expect(first.transcribed_ms).toBeLessThan(wordsAtS * 1_000);
    speech.begins = () => {};
    await hearToItsEnd(id);
  });

  it('ends a slice by the clock', async () => {
    const id = await upload();
    vi.useFakeTimers({ toFake: ['Date'] });
    speech.takes = () => vi.setSystemTime(Date.now() + 15_000);
    await hearRecording(on.core, id);
    expect((await get(id)).status).toBe('transcribing');
    speech.takes = () => {};
    await hearToItsEnd(id);
  });
});

describe.runIf(process.platform === 'linux')('a program that reads the sound and is killed', () => {
  it.each([4, 31])('leaves a recording that is heard again, after %i s', async (afterS) => {
    const id = await upload();
    const { storage_path } = await on.core.db
      .selectFrom('recordings')
      .select('storage_path')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    let taken = 0;
    let killed = false;
    speech.takes = async () => {
      taken += 1;
      if (taken === afterS) killed = await killReaderOf(join(on.storageRoot, storage_path));
    };
    await hearRecording(on.core, id);
    expect(killed).toBe(true);
    expect((await get(id)).status).not.toBe('transcribed');
    await hearToItsEnd(id);
  });
});
