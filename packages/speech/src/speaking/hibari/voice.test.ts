import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bandsOf } from './test-support/bands.ts';
import { HibariVoice } from './voice.ts';

const folder = join(import.meta.dirname, '../../../../../models/speech/hibari-heart');
const fixtures = join(import.meta.dirname, 'fixtures');

/** Made by the original in Python, hibari-tts 0.2.1. */
interface OriginalSound {
  text: string;
  phonemes: string;
  samples: number;
  rms: number;
  bands_db: number[][];
}

const read = async <Shape>(name: string): Promise<Shape> =>
  JSON.parse(await readFile(join(fixtures, name), 'utf8')) as Shape;

async function soundOf(voice: HibariVoice, text: string, rate = 1): Promise<Float32Array> {
  const pieces: Float32Array[] = [];
  for await (const { samples } of voice.say(text, { voice: 'heart', rate, signal: undefined }))
    pieces.push(samples);
  return Float32Array.from(pieces.flatMap((piece) => [...piece]));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the voice of hibari', () => {
  let voice: HibariVoice;
  beforeAll(async () => {
    voice = await HibariVoice.open(folder);
  });
  afterAll(() => voice.close());

  it('reads every sentence as the original does', async () => {
    const originals = await read<{ text: string; phonemes: string }[]>('phonemes.generated.json');
    expect(originals.length).toBeGreaterThan(50);
    for (const { text, phonemes } of originals)
      expect([text, await voice.phonemes(text)]).toEqual([text, phonemes]);
  });

  it('sounds as the original does, but for its noise', async () => {
    for (const original of await read<OriginalSound[]>('sound.generated.json')) {
      const samples = await soundOf(voice, original.text);
      expect(samples.length).toBe(original.samples);
      expect(Math.sqrt(mean([...samples].map((sample) => sample ** 2)))).toBeCloseTo(original.rms, 3);
      const expected = original.bands_db.flat();
      const differences = bandsOf(samples).flatMap((band, at) =>
        Math.abs(band - (expected[at] ?? Number.NaN)),
      );
      expect(mean(differences)).toBeLessThan(0.3);
    }
  });

  it('says no where the original reads an abbreviation', async () => {
    expect(await voice.phonemes('He says no.')).toBe('hˌi sˈɛz nˈO.');
    expect(await voice.phonemes('See no. 5.')).toContain('nˈʌmbəɹ fˈIv');
  });

  it('speaks faster and slower', async () => {
    const [slow, plain, fast] = await Promise.all(
      [0.5, 1, 2].map((rate) => soundOf(voice, 'Two tests fail.', rate)),
    );
    expect(slow?.length).toBeGreaterThan((plain?.length ?? 0) * 1.5);
    expect(fast?.length).toBeLessThan((plain?.length ?? 0) * 0.75);
  });

  it.each([
    '1'.repeat(60),
    '∑'.repeat(200),
    'x'.repeat(220),
    "a'".repeat(110),
    '$'.repeat(220),
    '()[]{}'.repeat(36),
  ])('gets to the end of %j', async (text) => {
    const samples = await soundOf(voice, text);
    expect(samples.every(Number.isFinite)).toBe(true);
  });

  it('says words that are names in the language it is written in', async () => {
    const phonemes = await voice.phonemes('The constructor has a prototype and __proto__ and toString.');
    expect(phonemes).toMatch(/kənstɹˈʌktəɹ/);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const saying = voice.say('It goes on.', { voice: 'heart', rate: 1, signal: stop.signal });
    stop.abort();
    await expect(saying.next()).rejects.toThrow();
  });
});
