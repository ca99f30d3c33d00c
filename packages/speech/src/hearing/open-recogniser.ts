import { join } from 'node:path';
import { openSilero } from '../activity/silero.ts';
import { openBoth } from '../onnx/open-both.ts';
import type { SessionOptions } from '../onnx/session.ts';
import type { Recogniser } from '../recognition.ts';
import { usualLanguages } from './ears.ts';
import { hearLive } from './live.ts';
import { openMoonshine } from './moonshine.ts';
import { hearRecording } from './recording.ts';

/** Where the files of the two models stand. */
export interface HearingFolders {
  recognition: string;
  activity: string;
  /** That the model of recognition hears; English where it is not said. */
  languages?: readonly string[];
}

/** Loads the models that hear, until it is disposed. Works without a network. */
export async function openRecogniser(
  folders: HearingFolders,
  options: SessionOptions = {},
): Promise<Recogniser & AsyncDisposable> {
  const [detector, moonshine] = await openBoth(
    () => openSilero(join(folders.activity, 'silero_vad.onnx'), options),
    () => openMoonshine(folders.recognition, options),
  );
  const ears = { detector, moonshine, languages: folders.languages ?? usualLanguages };
  return {
    recognise: (pieces, tell, asked = {}) => hearRecording(ears, pieces, tell, asked),
    open: async (asked, tell, fail) => hearLive(ears, asked, tell, fail),
    async [Symbol.asyncDispose]() {
      await detector[Symbol.asyncDispose]();
      await moonshine[Symbol.asyncDispose]();
    },
  };
}
