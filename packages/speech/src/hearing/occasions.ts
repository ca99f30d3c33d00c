import { frameMs } from '../activity/silero.ts';

/** How much more has to be said before it is heard again: nine frames, so that words are less than 400 ms behind. */
const partialMs = 9 * frameMs;
/** On a machine that falls behind, longer: an end that comes while something is heard has to wait for that. */
const restShare = 2;
/**
 * After so much of a pause the end is heard in advance, so that it is known when it turns out to be the end. The second
 * time is for what ends softly ("Americans"), and only where the first kept little waiting. Nothing else is heard in a
 * pause, which might be the end.
 */
const inPauseMs = [160, 224] as const;
const quickMs = 200;

/** When speech that goes on is heard: now and then while somebody speaks, and early in a pause. */
export class Occasions {
  #newMs = 0;
  #tookMs = 0;
  #timesInPause = 0;

  /** So much more was said. */
  pass(ms: number): void {
    this.#newMs += ms;
  }

  /** `pauseMs` is how long nobody has spoken, within speech. */
  isDue(pauseMs: number): boolean {
    if (pauseMs === 0) return this.#newMs >= Math.max(partialMs, restShare * this.#tookMs);
    const isQuick = this.#timesInPause === 0 || this.#tookMs <= quickMs;
    return isQuick && pauseMs >= (inPauseMs[this.#timesInPause] ?? Number.POSITIVE_INFINITY);
  }

  /** It was heard, which began so far in a pause and kept so much waiting. */
  heard({ pauseMs, tookMs }: { pauseMs: number; tookMs: number }): void {
    this.#newMs = 0;
    this.#tookMs = tookMs;
    if (pauseMs > 0) this.#timesInPause += 1;
  }

  /** Somebody speaks again, or the utterance is over. */
  endPause(): void {
    this.#timesInPause = 0;
  }
}
