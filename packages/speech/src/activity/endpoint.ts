import { frameMs } from './silero.ts';

const shortestMs = 500;
const usualMs = 520;
/** 17 frames; one more, and what is left of 700 ms is not enough to notice the silence and to store the words. */
const longestMs = 17 * frameMs;
const unfinishedMs = 700;
/** Until then nothing is known about how somebody speaks. */
const familiarAfterMs = 1500;

/** What is known of the speech so far. */
export interface Spoken {
  ms: number;
  longestPauseMs: number;
  /** Its words call for more of them. */
  isUnfinished: boolean;
}

/**
 * How long a silence has to be to mean that somebody has finished: shorter for one who speaks fluently, longer for
 * one who pauses to think, and longest in the middle of a sentence.
 */
export function endpointMs({ ms, longestPauseMs, isUnfinished }: Spoken): number {
  if (isUnfinished) return unfinishedMs;
  if (ms < familiarAfterMs) return usualMs;
  return Math.min(longestMs, Math.max(shortestMs, 2 * longestPauseMs));
}

const callsForMore = new RegExp(
  `(?:^|\\s)(?:${[
    ...['a', 'an', 'the', 'my', 'your', 'our', 'their', 'its'],
    ...['and', 'or', 'but', 'because', 'if', 'unless', 'than', 'whether'],
    ...['of', 'to', 'from', 'into', 'with', 'without', 'between', 'um', 'uh', 'er', 'erm'],
  ].join('|')})[\\s.,…-]*$|,\\s*$`,
  'i',
);

/** Whether nobody ends a sentence there, whatever mark the model has put behind it: "Fix the". */
export const soundsUnfinished = (text: string): boolean => callsForMore.test(text);
