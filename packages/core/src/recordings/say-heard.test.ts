import type { TranscriptSegment } from '@overmind/contracts/entities/recording';
import { maxUtterance } from '@overmind/contracts/entities/request';
import { expect, it } from 'vitest';
import { toSay } from './say-heard.ts';

/** Segments of a second each, of so many characters. */
const segments = (...lengths: number[]): TranscriptSegment[] =>
  lengths.map((length, at) => ({ start: at, end: at + 1, text: 'x'.repeat(length), confidence: 1 }));

it('says all that was heard, and where it was said', () => {
  expect(toSay(segments(2, 3))).toEqual({ text: 'xx xxx', range: { start_ms: 0, end_ms: 2_000 } });
});

it('ends with the last segment that one message holds, text and range alike', () => {
  const { text, range } = toSay(segments(60_000, maxUtterance - 60_001, 1));
  expect(text).toHaveLength(maxUtterance);
  expect(range).toEqual({ start_ms: 0, end_ms: 2_000 });
  expect(toSay(segments(60_000, maxUtterance - 60_000, 1)).range).toEqual({ start_ms: 0, end_ms: 1_000 });
});

it('says the beginning of a segment that no message holds', () => {
  const { text, range } = toSay(segments(maxUtterance + 1, 1));
  expect(text).toHaveLength(maxUtterance);
  expect(range).toEqual({ start_ms: 0, end_ms: 1_000 });
});
