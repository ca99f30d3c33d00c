import { openRecogniser } from '../hearing/open-recogniser.ts';
import type { Recogniser } from '../recognition.ts';
import { chooseVoice } from '../speaking/choose.ts';
import { SpeechError } from '../speech-error.ts';
import type { Synthesiser } from '../synthesis.ts';
import type { Engines } from './engines.ts';

/** What the process with the engines is started with. */
export interface EngineFolders {
  /** Folders of models; null where there is none. */
  recognition: string | null;
  /** That the model of recognition hears. */
  languages: readonly string[];
  activity: string | null;
  /** Without one, a program that speaks is looked for. */
  synthesis: string | null;
  /** For one job. */
  threads: number;
}

const missing = (what: string): SpeechError =>
  new SpeechError('no_model', `There is no model ${what}. See: npx overmind models list`);

export function localEngines({
  recognition,
  languages,
  activity,
  synthesis,
  threads,
}: EngineFolders): Engines {
  let recogniser: Promise<Recogniser> | null = null;
  let synthesiser: Promise<Synthesiser> | null = null;
  return {
    recogniser: async () => {
      if (recognition === null || activity === null) throw missing('that hears');
      recogniser ??= openRecogniser({ recognition, activity, languages }, { threads });
      // What failed once may be mended: the next who asks tries again.
      recogniser.catch(() => {
        recogniser = null;
      });
      return recogniser;
    },
    synthesiser: () => {
      synthesiser ??= openVoice(synthesis);
      synthesiser.catch(() => {
        synthesiser = null;
      });
      return synthesiser;
    },
  };
}

async function openVoice(folder: string | null): Promise<Synthesiser> {
  const choice = await chooseVoice(folder, process.env['PATH'] ?? '');
  if (choice === null) throw missing('that speaks');
  return choice.open();
}
