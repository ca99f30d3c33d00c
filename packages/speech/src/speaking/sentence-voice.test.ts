import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Audio } from '../pcm.ts';
import { chooseVoice } from './choose.ts';
import type { OpenSynthesiser } from './sentence-voice.ts';

const folder = join(import.meta.dirname, '../../../../models/speech/hibari-heart');
const threeSentences = 'Alder is done. Birch is at work. Two tests fail.';

const open = async (): Promise<OpenSynthesiser> => {
  const choice = await chooseVoice(folder, '');
  if (choice === null) throw new Error('There is no voice.');
  return choice.open();
};

async function spoken(audio: AsyncIterable<Audio>): Promise<Audio[]> {
  const pieces: Audio[] = [];
  for await (const piece of audio) pieces.push(piece);
  return pieces;
}

describe('speaking a text', () => {
  let synthesiser: OpenSynthesiser;
  beforeAll(async () => {
    synthesiser = await open();
  });
  afterAll(() => synthesiser[Symbol.asyncDispose]());

  it('gives a sentence at a time, beginning at once and ending in silence', async () => {
    const pieces = await spoken(synthesiser.speak(threeSentences));
    expect(pieces).toHaveLength(3);
    for (const { samples, rate } of pieces) {
      const loud = samples.findIndex((sample) => Math.abs(sample) > 0.01);
      expect(loud / rate).toBeLessThan(0.06);
      expect(Math.abs(samples[0] ?? 1)).toBeLessThan(0.001);
      expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.001);
    }
  });

  it('sounds the same each time', async () => {
    const [first, again] = [
      await spoken(synthesiser.speak('Done.')),
      await spoken(synthesiser.speak('Done.')),
    ];
    expect(again).toEqual(first);
  });

  it('says nothing where there is nothing to say', async () => {
    expect(await spoken(synthesiser.speak(' … \n — '))).toEqual([]);
  });

  it('stops after the sentence at which it is told to', async () => {
    const stop = new AbortController();
    const speaking = synthesiser.speak(threeSentences, { signal: stop.signal })[Symbol.asyncIterator]();
    expect((await speaking.next()).done).toBe(false);
    stop.abort();
    await expect(speaking.next()).rejects.toMatchObject({ fault: 'aborted' });
  });

  it('stops within a sentence', async () => {
    const stop = new AbortController();
    const speaking = spoken(synthesiser.speak(`One ${'and one '.repeat(25)}`, { signal: stop.signal }));
    setImmediate(() => stop.abort());
    await expect(speaking).rejects.toMatchObject({ fault: 'aborted' });
  });

  it('refuses a voice that it has not', async () => {
    const speaking = spoken(synthesiser.speak('Hello.', { voice: 'emma' }));
    await expect(speaking).rejects.toMatchObject({ fault: 'voice_unknown' });
  });

  it('keeps an unreasonable pace within bounds', async () => {
    const [fast, fastest] = [{ rate: 2 }, { rate: 99 }].map((options) =>
      spoken(synthesiser.speak('Hello there.', options)),
    );
    expect((await fastest)?.[0]?.samples.length).toBe((await fast)?.[0]?.samples.length);
  });

  it('ends what it says when it is closed, and says nothing more', async () => {
    const closing = await open();
    const speaking = spoken(closing.speak(threeSentences));
    const ended = expect(speaking).rejects.toMatchObject({ fault: 'aborted' });
    await closing[Symbol.asyncDispose]();
    await ended;
    await expect(spoken(closing.speak('Hello.'))).rejects.toMatchObject({ fault: 'aborted' });
  });

  it('says that a folder holds no voice', async () => {
    const choice = await chooseVoice(import.meta.dirname, '');
    await expect(choice?.open()).rejects.toMatchObject({ fault: 'no_model' });
  });
});
