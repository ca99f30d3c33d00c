import type { TranscriptSegment } from '@overmind/contracts/entities/recording';
import type { Segment } from '@overmind/speech/recognition';
import { toStorable } from '../runs/storable.ts';

export interface Meaning {
  heard: string;
  meant: string;
}

const escaped = (text: string): string =>
  text
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');

const keyOf = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ');

/** Finds what is heard wrongly: whole words, however they are written, the longer phrase before the shorter. */
export function patternOf(meanings: readonly Meaning[]): RegExp {
  const phrases = meanings.map((each) => each.heard).sort((one, other) => other.length - one.length);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}

/** A function that answers what is meant by something that was found. */
export function meaningOf(meanings: readonly Meaning[]): (found: string) => string {
  const meant = new Map(meanings.map((each) => [keyOf(each.heard), each.meant]));
  return (found) => meant.get(keyOf(found)) ?? found;
}

/** A function that puts what is meant in the place of what is heard, and nothing twice. */
export function correcting(meanings: readonly Meaning[]): (text: string) => string {
  if (meanings.length === 0) return (text) => text;
  const [pattern, meant] = [patternOf(meanings), meaningOf(meanings)];
  return (text) => text.replace(pattern, meant);
}

const between0And1 = (value: number): number => Math.min(1, Math.max(0, value));

/** A segment as it is kept, corrected, `offsetS` later than the engine counts; what was heard stays beside it. */
export function toKept(
  segment: Segment,
  correct: (text: string) => string,
  offsetS: number,
): TranscriptSegment {
  const raw = toStorable(segment.text.trim());
  const text = correct(raw);
  const at = (seconds: number): number => Math.max(0, Math.round((seconds + offsetS) * 1000) / 1000);
  const words = segment.words?.map((word) => ({
    ...{ text: toStorable(word.text), start: at(word.start_s), end: at(word.end_s) },
  }));
  return {
    ...{ start: at(segment.start_s), end: at(segment.end_s), text },
    ...(text === raw ? {} : { raw }),
    confidence: between0And1(segment.confidence),
    ...(words === undefined ? {} : { words }),
  };
}

/** What was said, as one text. */
export const textOf = (segments: readonly Pick<TranscriptSegment, 'text'>[]): string =>
  segments
    .map((segment) => segment.text)
    .filter((text) => text !== '')
    .join(' ');

/** From the first word to the last. */
export const rangeOf = (segments: readonly TranscriptSegment[]): { start_ms: number; end_ms: number } => ({
  start_ms: Math.round((segments[0]?.start ?? 0) * 1000),
  end_ms: Math.round((segments.at(-1)?.end ?? 0) * 1000),
});
