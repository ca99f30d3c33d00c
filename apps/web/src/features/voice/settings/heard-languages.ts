import type { SpeechState } from '@overmind/contracts/entities/speech';

const known = ['en', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'uk', 'zh'] as const;

/** Languages that are offered: those that can be heard, or the usual ones where only a service knows which it hears. */
export const heardLanguages = (speech: Pick<SpeechState, 'languages'> | undefined): readonly string[] =>
  speech?.languages ?? known;
