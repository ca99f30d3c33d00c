import type { TranscriptSegment } from '@overmind/contracts/entities/recording';

/** Less sure than this is marked. */
export const unsureBelow = 0.6;

/** The segment that is heard at a second: the last that has begun; -1 before the first. */
export function segmentAt(segments: readonly TranscriptSegment[], second: number): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.start ?? 0) <= second) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** In whole milliseconds inside of it, so that what touches it is not meant too. */
export function rangeOf({ start, end }: TranscriptSegment) {
  const start_ms = Math.ceil(start * 1_000);
  return { start_ms, end_ms: Math.max(start_ms + 1, Math.floor(end * 1_000)) };
}

export interface Stretch {
  text: string;
  start: number;
}

/**
 * A segment's words with where each begins. Where a correction changed the text, or the engine gives no words, the times
 * do not belong to what is read: the segment is one stretch then.
 */
export function stretchesOf({ text, raw, start, words }: TranscriptSegment): Stretch[] {
  if (raw !== undefined || words === undefined || words.length === 0) return [{ text, start }];
  return words.map((word) => ({ text: word.text.trim(), start: word.start }));
}

/** Peaks as one closed shape around a middle line, in a box as wide as there are peaks and 100 high. */
export function waveformPath(peaks: readonly number[]): string {
  const half = (peak: number) => Math.max(1, peak / 2);
  const above = peaks.map((peak, index) => `${index} ${50 - half(peak)}`);
  const below = peaks.map((peak, index) => `${index} ${50 + half(peak)}`).reverse();
  return peaks.length === 0 ? '' : `M${[...above, ...below].join('L')}Z`;
}
