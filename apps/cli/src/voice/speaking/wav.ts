import { wavHeader } from '@overmind/speech/wav';

/** Samples of 16 bits of one channel. */
export interface SpokenSound {
  rate: number;
  samples: Buffer;
}

/** The samples of a WAV file as the server writes it, whose header may have been written before its length was known. */
export function readSpokenWav(file: Buffer): SpokenSound {
  const data = file.indexOf('data', 12, 'latin1');
  if (data < 0 || file.toString('latin1', 0, 4) !== 'RIFF') throw new Error('The server gave no WAV file.');
  const samples = file.subarray(data + 8);
  return { rate: file.readUInt32LE(24), samples: samples.subarray(0, samples.length - (samples.length % 2)) };
}

export const wavOf = ({ rate, samples }: SpokenSound): Buffer =>
  Buffer.concat([wavHeader(rate, samples.length), samples]);

/** So much silence. */
export const silence = (rate: number, ms: number): Buffer =>
  Buffer.alloc(Math.round((rate * ms) / 1_000) * 2);
