import type { Utterance } from './corpus.ts';

/** Utterances that all mean the same. */
export const alike = (meaning: Omit<Utterance, 'text'>, texts: readonly string[]): Utterance[] =>
  texts.map((text) => ({ ...meaning, text }));
