const shortestMs = 500;
const usualMs = 560;
/** What is left of 700 ms is for hearing the words. */
const longestMs = 620;
/** Until then nothing is known about how somebody speaks. */
const familiarAfterMs = 1500;

/** What is known of the speech so far. */
export interface Spoken {
  ms: number;
  longestPauseMs: number;
}

/**
 * How long a silence has to be to mean that somebody has finished: shorter for one who speaks fluently, longer for
 * one who pauses to think.
 */
export function endpointMs(spoken: Spoken): number {
  if (spoken.ms < familiarAfterMs) return usualMs;
  return Math.min(longestMs, Math.max(shortestMs, 2 * spoken.longestPauseMs));
}
