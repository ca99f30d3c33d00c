import type { SpeechUse } from '../../speech.ts';
import type { Engines } from '../engines.ts';
import type { ServedJob } from './job.ts';

/** Loads what hears or speaks, which stays for whoever needs it next. */
export const startLoading = (engines: Engines, use: SpeechUse): ServedJob => ({
  over: (use === 'recognition' ? engines.recogniser() : engines.synthesiser()).then(() => ''),
  take: () => {},
  cancel: () => {},
});
