import { describe, expect, it } from 'vitest';
import { SpeechError } from '../speech-error.ts';
import { waveFile } from './test-support/wave-file.ts';
import { readWave } from './wave-file.ts';

const samples = [0, 0.5, -0.5, 0.25];

describe('reading a WAV file', () => {
  it('gives its samples and its rate', () => {
    const { samples: read, rate } = readWave(waveFile({ rate: 16_000, samples }));
    expect(rate).toBe(16_000);
    expect([...read]).toEqual(samples);
  });

  it('reads one whose length was not known when it was begun, to its end', () => {
    const file = waveFile({ rate: 22_050, samples });
    file.writeUInt32LE(0x7ffff000, 40);
    expect([...readWave(file).samples]).toEqual(samples);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('There is no such voice, I am afraid to say.')],
    ['a head alone', waveFile({ rate: 8_000, samples }).subarray(0, 20)],
  ])('refuses %s', (_, file) => {
    expect(() => readWave(file)).toThrow(SpeechError);
  });
});
