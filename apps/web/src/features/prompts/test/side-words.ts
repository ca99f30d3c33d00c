import { promptTest as text } from '#text/prompt-test.ts';

/** A version by its number; null is the draft. */
export const sideWords = (side: number | null): string =>
  side === null ? text.draft : text.version(side, false);
