import { rename, rm, writeFile } from 'node:fs/promises';
import { wavOf } from '@overmind/speech/wav/write';
import type { SpokenSink } from './say-aloud.ts';
import { silence } from './spoken-sound.ts';

/** Writes what is said into a WAV file, which is there when it is whole. */
export function openSoundOut(path: string): SpokenSink {
  const part = `${path}.part`;
  const parts: Buffer[] = [];
  let rate: number | null = null;
  return {
    async write(sound, pauseMs) {
      rate ??= sound.rate;
      if (rate !== sound.rate) throw new Error('The voice changed in the middle of the answer.');
      parts.push(sound.samples, silence(rate, pauseMs));
    },
    async end() {
      if (rate === null) return;
      await writeFile(part, wavOf(rate, Buffer.concat(parts)));
      await rename(part, path);
    },
    discard: () => rm(part, { force: true }),
  };
}
