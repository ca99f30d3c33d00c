import { rename, rm, writeFile } from 'node:fs/promises';
import { wavOf } from '@overmind/speech/wav/write';
import { unwritable } from '../../output/unwritable.ts';
import type { SpokenSink } from './say-aloud.ts';
import { isSilent, type SpokenSound, silence } from './spoken-sound.ts';

/** Writes what is said into a WAV file, which is there when it is whole. */
export function openSoundOut(path: string): SpokenSink {
  const part = `${path}.part`;
  const parts: Buffer[] = [];
  let rate: number | null = null;
  let silent: SpokenSound | null = null;
  return {
    async write(sound, pauseMs) {
      // What no voice can say comes as silence, at a rate of its own.
      if (isSilent(sound)) {
        silent = sound;
        return;
      }
      rate ??= sound.rate;
      if (rate !== sound.rate) throw new Error('The voice changed in the middle of the answer.');
      parts.push(sound.samples, silence(rate, pauseMs));
    },
    async end() {
      const whole = rate === null ? silent : { rate, samples: Buffer.concat(parts) };
      if (whole !== null) await writeWhole(path, part, wavOf(whole.rate, whole.samples));
    },
    discard: () => rm(part, { force: true }),
  };
}

async function writeWhole(path: string, part: string, content: Buffer): Promise<void> {
  try {
    await writeFile(part, content);
    await rename(part, path);
  } catch (error) {
    throw unwritable(path, error);
  }
}
