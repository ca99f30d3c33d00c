import { voiceResumeMs } from '@overmind/contracts/frames/voice';
import { listForsakenCaptures, takeOverForsaken } from '@overmind/db/queries/voice/captures';
import { SpeechError } from '@overmind/speech/speech-error';
import type { Core } from '../core.ts';
import { TakenOverError } from './capture.ts';
import { finishCapture } from './finish.ts';

const atOnce = 20;

/**
 * Keeps what was being said when a line broke or a server ended, once nobody goes on with it. What its speaker had
 * ended is said, as it would have been; half a sentence is kept and offered, and never acted on. It is taken over first:
 * a writer that was only slow finds out, a speaker who comes back meanwhile goes on, and what fails waits its turn.
 */
export async function keepForsakenCaptures(core: Core, afterMs = voiceResumeMs): Promise<void> {
  for (const id of await listForsakenCaptures(core.db, afterMs, atOnce)) {
    const capture = await takeOverForsaken(core.db, id, afterMs);
    if (capture === null) continue;
    try {
      await finishCapture(core, capture, { heard: null, isSaid: capture.stopped_at !== null });
    } catch (error) {
      if (error instanceof TakenOverError) continue;
      const isNoSound = error instanceof SpeechError && error.fault === 'bad_audio';
      core.log.warn({ err: error, capture: id, isNoSound }, 'something that was said could not be kept yet');
    }
  }
}
