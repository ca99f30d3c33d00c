import type { SpeechDetector } from '../activity/silero.ts';
import type { RecognitionOptions } from '../recognition.ts';
import { SpeechError } from '../speech-error.ts';
import type { Moonshine } from './moonshine.ts';
import { type Phrases, plantPhrases } from './phrases.ts';

/** The models that hearing takes. */
export interface Ears {
  moonshine: Moonshine;
  detector: SpeechDetector;
  /** That are heard, as tags of a primary language; the first where nobody names one. */
  languages: readonly string[];
}

export const usualLanguages: readonly string[] = ['en'];

/** Chosen so that names come out right in speech with them and nothing changes in speech without (see decision 15). */
const bonusPerToken = 2;

/** Throws `language_unknown` where a language is asked for that the model does not hear. */
export function languageFor({ languages }: Pick<Ears, 'languages'>, wanted: string | undefined): string {
  const heard =
    wanted === undefined ? languages[0] : languages.find((each) => primaryOf(each) === primaryOf(wanted));
  if (heard !== undefined) return heard;
  const names = languages.map((each) => nameOf.of(each) ?? each);
  throw new SpeechError(
    'language_unknown',
    `This model hears ${and.format(names)} only, not "${wanted}". See: npx overmind models list`,
  );
}

const primaryOf = (tag: string): string | undefined => tag.toLowerCase().split('-')[0];
const nameOf = new Intl.DisplayNames(['en'], { type: 'language' });
const and = new Intl.ListFormat('en');

export const phrasesFor = ({ moonshine }: Ears, { vocabulary = [] }: RecognitionOptions): Phrases =>
  plantPhrases(vocabulary, moonshine.tokens, bonusPerToken);
