import type { SpeechDetector } from '../activity/silero.ts';
import type { RecognitionOptions } from '../recognition.ts';
import { SpeechError } from '../speech-error.ts';
import type { Moonshine } from './moonshine.ts';
import { type Phrases, plantPhrases } from './phrases.ts';

/** The models that hearing takes. */
export interface Ears {
  moonshine: Moonshine;
  detector: SpeechDetector;
}

export const heardLanguage = 'en';

/** Chosen so that names come out right in speech with them and nothing changes in speech without (see decision 15). */
const bonusPerToken = 2;

/** Throws `language_unknown` where another language than English is asked for. */
export function phrasesFor({ moonshine }: Ears, { language, vocabulary }: RecognitionOptions): Phrases {
  const primary = (language ?? heardLanguage).toLowerCase().split('-')[0];
  if (primary !== heardLanguage)
    throw new SpeechError('language_unknown', `This model hears English only, not "${language}".`);
  return plantPhrases(vocabulary ?? [], moonshine.tokens, bonusPerToken);
}
