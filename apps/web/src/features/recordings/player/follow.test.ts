import type { TranscriptSegment } from '@overmind/contracts/entities/recording';
import { describe, expect, it } from 'vitest';
import { segmentAt, stretchesOf, waveformPath } from './follow.ts';

const segment = (start: number, end: number, rest: Partial<TranscriptSegment> = {}): TranscriptSegment => ({
  ...{ start, end, text: 'run the tests', confidence: 0.9 },
  ...rest,
});

describe('segmentAt', () => {
  const segments = [segment(0.5, 2), segment(2.5, 4), segment(4, 6)];
  it.each([
    [0, -1],
    [0.5, 0],
    [2.2, 0],
    [2.5, 1],
    [4, 2],
    [99, 2],
  ])('at %d s is segment %i', (second, index) => {
    expect(segmentAt(segments, second)).toBe(index);
  });
});

describe('stretchesOf', () => {
  const words = [
    { text: ' run', start: 1, end: 1.2 },
    { text: 'the', start: 1.2, end: 1.3 },
  ];
  it('gives each word its own time', () => {
    expect(stretchesOf(segment(1, 2, { words }))).toEqual([
      { text: 'run', start: 1 },
      { text: 'the', start: 1.2 },
    ]);
  });
  it('shows a corrected text whole, whatever the times of what was heard', () => {
    expect(stretchesOf(segment(1, 2, { words, raw: 'run the tess' }))).toEqual([
      { text: 'run the tests', start: 1 },
    ]);
  });
});

describe('waveformPath', () => {
  it('closes around the middle and keeps silence visible', () => {
    expect(waveformPath([0, 100])).toBe('M0 49L1 0L1 100L0 51Z');
    expect(waveformPath([])).toBe('');
  });
});
