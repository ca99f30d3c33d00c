import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recogniser, Segment } from '../recognition.ts';
import { openRecogniser } from './open-recogniser.ts';
import { shippedFolders } from './test-support/folders.ts';
import { hum, inPieces, join, music, noise, readKennedy, silence, typing } from './test-support/sounds.ts';

let recogniser: Recogniser & AsyncDisposable;
beforeAll(async () => {
  recogniser = await openRecogniser(shippedFolders);
});
afterAll(() => recogniser[Symbol.asyncDispose]());

async function* asRecording(samples: Float32Array): AsyncGenerator<Float32Array> {
  yield* inPieces(samples);
}

async function hear(samples: Float32Array, vocabulary?: string[]): Promise<Segment[]> {
  const segments: Segment[] = [];
  const tell = (segment: Segment): void => void segments.push(segment);
  await recogniser.recognise(asRecording(samples), tell, vocabulary ? { vocabulary } : {});
  return segments;
}

const textOf = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join(' ');
const whatHeSaid =
  /^And so,? my fellow[ -]Americans[,.]? ask not what your country can do for you[,.?] ask what you can do for your country\.$/i;

describe('a recording', () => {
  it('is heard with times and confidence', async () => {
    const segments = await hear(await readKennedy());
    expect(textOf(segments)).toMatch(whatHeSaid);
    for (const { start_s, end_s, confidence } of segments) {
      expect(end_s).toBeGreaterThan(start_s);
      expect(confidence).toBeGreaterThan(0.5);
    }
    expect(segments.at(-1)?.end_s).toBeLessThanOrEqual(11.1);
  });

  it.each([
    ['silence', silence(4)],
    ['white noise', noise(4)],
    ['hum', hum(4)],
    ['typing', typing(4)],
    ['music', music(6)],
  ])('of %s gives no text', async (_, samples) => {
    expect(await hear(samples)).toEqual([]);
  });

  it('has its pauses in the times of the segments', async () => {
    const speech = await readKennedy();
    const segments = await hear(join(silence(3), speech, silence(4), speech));
    const ends = segments.map(({ end_s }) => end_s);
    expect(segments[0]?.start_s).toBeCloseTo(3, 0);
    expect(segments.some(({ start_s }) => Math.abs(start_s - 18) < 1)).toBe(true);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
  });

  it('is taken only as fast as it is heard', async () => {
    const speech = await readKennedy();
    let taken = 0;
    let heardS = 0;
    const pieces = (async function* () {
      for (const piece of inPieces(speech, 1000)) {
        // What was taken before this piece has been heard but for less than a second.
        expect(taken - heardS).toBeLessThan(1.1);
        taken += 1;
        yield piece;
      }
    })();
    await recogniser.recognise(pieces, () => {}, {
      onProgress: (s) => {
        heardS = s;
      },
    });
    expect(heardS).toBeCloseTo(11, 0);
  });

  it('is heard no further when it is aborted', async () => {
    const speech = await readKennedy();
    const stop = new AbortController();
    const endless = (async function* () {
      for (;;) yield* inPieces(speech);
    })();
    const hearing = recogniser.recognise(endless, () => stop.abort(), { signal: stop.signal });
    await expect(hearing).rejects.toMatchObject({ name: 'SpeechError', fault: 'aborted' });
  });

  it('is given up in the middle of a sentence when it is aborted then', async () => {
    const speech = await readKennedy();
    const stop = new AbortController();
    const hearing = recogniser.recognise(asRecording(speech), () => {}, {
      signal: stop.signal,
      // All of it is measured then and only the sentence has to be written down.
      onProgress: (s) => s > 10.5 && setImmediate(() => stop.abort()),
    });
    await expect(hearing).rejects.toMatchObject({ name: 'SpeechError', fault: 'aborted' });
  });

  it('without a single sample is refused', async () => {
    await expect(hear(new Float32Array(0))).rejects.toMatchObject({ fault: 'bad_audio' });
  });

  it('in another language is refused', async () => {
    const hearing = recogniser.recognise(asRecording(silence(1)), () => {}, { language: 'de-DE' });
    await expect(hearing).rejects.toMatchObject({ fault: 'language_unknown' });
  });

  it('reads the same when names are likelier that are not in it', async () => {
    const names = ['alder', 'DEM-42', 'PostgreSQL', 'createTask', 'src/server/auth.ts', 'birch', 'cedar'];
    expect(textOf(await hear(await readKennedy(), names))).toMatch(whatHeSaid);
  });

  it('has the words of the vocabulary as they are written there', async () => {
    const plain = textOf(await hear(await readKennedy()));
    const named = textOf(await hear(await readKennedy(), ['fellow Americans']));
    expect(plain).not.toContain('fellow Americans');
    expect(named).toContain('fellow Americans');
  });
});
