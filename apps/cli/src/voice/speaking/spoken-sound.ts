import { WavFault } from '@overmind/speech/wav/header';
import { readPlainWavFile } from '@overmind/speech/wav/plain';

/** Samples of 16 bits of one channel. */
export interface SpokenSound {
  rate: number;
  samples: Buffer;
}

/** The samples of a WAV file as the server writes it. Throws for another. */
export async function readSpokenWav(file: Uint8Array): Promise<SpokenSound> {
  try {
    return await readPlainWavFile(file);
  } catch (error) {
    if (!(error instanceof WavFault)) throw error;
    throw new Error(`The server gave no WAV file that can be played: ${error.message}.`);
  }
}

export const isSilent = ({ samples }: SpokenSound): boolean => samples.every((byte) => byte === 0);

/** So much silence. */
export const silence = (rate: number, ms: number): Buffer =>
  Buffer.alloc(Math.round((rate * ms) / 1_000) * 2);
