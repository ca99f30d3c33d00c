import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const program = readFileSync(join(import.meta.dirname, '../../../../public/voice-capture.js'), 'utf8');

interface Posted {
  audio?: ArrayBuffer;
  level?: number;
  isEnd?: boolean;
}
interface Processor {
  port: { onmessage(event: { data: string }): void };
  process(inputs: Float32Array[][]): boolean;
}

/** The program as the audio thread loads it, at a rate of the device. */
function load(rate: number) {
  const posted: Posted[] = [];
  class Base {
    port = { postMessage: (message: Posted) => posted.push(message), onmessage: () => undefined };
  }
  let made: (new () => Processor) | undefined;
  const register = (_name: string, type: new () => Processor) => {
    made = type;
  };
  new Function('AudioWorkletProcessor', 'registerProcessor', 'sampleRate', program)(Base, register, rate);
  if (made === undefined) throw new Error('nothing was registered');
  return { processor: new made(), posted };
}

const blockSamples = 128;

/** What comes out of a second of a tone. */
function capture(rate: number, hertz: number, channels = 1) {
  const { processor, posted } = load(rate);
  const sample = (index: number) => 0.5 * Math.sin((2 * Math.PI * hertz * index) / rate);
  for (let first = 0; first < rate; first += blockSamples) {
    const size = Math.min(blockSamples, rate - first);
    const block = Float32Array.from({ length: size }, (_, index) => sample(first + index));
    processor.process([Array.from({ length: channels }, () => block)]);
  }
  processor.port.onmessage({ data: 'end' });
  const pieces = posted.flatMap(({ audio }) => (audio === undefined ? [] : [new Int16Array(audio)]));
  const samples = pieces.flatMap((piece) => [...piece].map((value) => value / 32_767));
  return { processor, posted, pieces, samples };
}

/** Loudness of the middle, away from both ends. */
function loudness(samples: readonly number[]): number {
  const middle = samples.slice(2_000, 14_000);
  return Math.sqrt(middle.reduce((sum, value) => sum + value * value, 0) / middle.length);
}

describe('the program on the audio thread', () => {
  it.each([48_000, 44_100, 16_000, 22_050, 96_000, 8_000])(
    'makes 16,000 samples of a second at %i Hz, in pieces of 40 ms',
    (rate) => {
      const { pieces, samples } = capture(rate, 440);
      expect(Math.abs(samples.length - 16_000)).toBeLessThanOrEqual(2);
      expect(new Set(pieces.slice(0, -1).map((piece) => piece.length))).toEqual(new Set([640]));
    },
  );

  it.each([48_000, 44_100])('keeps speech as it is at %i Hz', (rate) => {
    const { samples, posted } = capture(rate, 1_000);
    expect(loudness(samples)).toBeCloseTo(0.5 / Math.SQRT2, 2);
    const wanted = samples.map((_, index) => 0.5 * Math.sin((2 * Math.PI * 1_000 * index) / 16_000));
    const worst = Math.max(
      ...samples.slice(2_000, 14_000).map((value, index) => Math.abs(value - (wanted[index + 2_000] ?? 0))),
    );
    expect(worst).toBeLessThan(0.005);
    expect(posted[5]?.level).toBeCloseTo(0.5 / Math.SQRT2, 2);
  });

  it.each([9_000, 12_000, 15_000])('lets no tone of %i Hz fold into speech', (hertz) => {
    expect(loudness(capture(48_000, hertz).samples)).toBeLessThan(0.001);
  });

  it('mixes channels, and ends by handing over what is left', () => {
    const { processor, posted, samples } = capture(48_000, 1_000, 2);
    expect(loudness(samples)).toBeCloseTo(0.5 / Math.SQRT2, 2);
    expect(posted.at(-1)).toEqual({ isEnd: true });
    expect(processor.process([[]])).toBe(false);
  });
});
