import { join } from 'node:path';
import { openSilero } from '@overmind/speech/activity/silero';
import { type Ears, usualLanguages } from '@overmind/speech/hearing/ears';
import { openMoonshine } from '@overmind/speech/hearing/moonshine';

const models = join(import.meta.dirname, '../../../models/speech');

/** What hears in the product, in this process. Whoever opens it disposes of it. */
export async function openEars(threads: number): Promise<Ears & AsyncDisposable> {
  const moonshine = await openMoonshine(join(models, 'moonshine-tiny-en'), { threads });
  const detector = await openSilero(join(models, 'silero-vad/silero_vad.onnx'), { threads });
  return {
    ...{ moonshine, detector, languages: usualLanguages },
    async [Symbol.asyncDispose]() {
      await moonshine[Symbol.asyncDispose]();
      await detector[Symbol.asyncDispose]();
    },
  };
}
