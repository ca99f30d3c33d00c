import { join } from 'node:path';
import { openSilero } from '../activity/silero.ts';
import { openBoth } from '../onnx/open-both.ts';
import type { SessionOptions } from '../onnx/session.ts';
import type { Recogniser } from '../recognition.ts';
import { hearLive } from './live.ts';
import { openMoonshine } from './moonshine.ts';
import { hearRecording } from './recording.ts';

/** Where the files of the two models stand. */
export interface HearingFolders {
  recognition: string;
  activity: string;
}

/** Loads the models that hear, until it is disposed. English only; works without a network. */
export async function openRecogniser(
  folders: HearingFolders,
  options: SessionOptions = {},
): Promise<Recogniser & AsyncDisposable> {
  const [detector, moonshine] = await openBoth(
    () => openSilero(join(folders.activity, 'silero_vad.onnx'), options),
    () => openMoonshine(folders.recognition, options),
  );
  const ears = { detector, moonshine };
  return {
    recognise: (pieces, tell, asked = {}) => hearRecording(ears, pieces, tell, asked),
    open: async (asked, tell, fail) => hearLive(ears, asked, tell, fail),
    async [Symbol.asyncDispose]() {
      await detector[Symbol.asyncDispose]();
      await moonshine[Symbol.asyncDispose]();
    },
  };
}
