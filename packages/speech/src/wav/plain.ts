import { ByteReader } from '../byte-reader.ts';
import { readWavHeader, WavFault } from './header.ts';

/** Samples of 16 bits of one channel, as bytes. */
interface PlainSamples {
  /** Samples a second. */
  rate: number;
  chunks: AsyncIterable<Uint8Array>;
}

/** The samples of a WAV file as they stand in it and as they come. Rejects with `WavFault` where they are of another kind. */
export async function readPlainWav(reader: ByteReader): Promise<PlainSamples> {
  const { format, bytes } = await readWavHeader(reader);
  const { rate, channels, bits, isFloat } = format;
  if (channels !== 1 || bits !== 16 || isFloat)
    throw new WavFault(`it has ${channels} ${channels === 1 ? 'channel' : 'channels'} of ${bits} bits`);
  return { rate, chunks: reader.rest(bytes ?? undefined) };
}

/** All of a WAV file of 16-bit samples of one channel. Rejects with `WavFault` for another. */
export async function readPlainWavFile(file: Uint8Array): Promise<{ rate: number; samples: Buffer }> {
  const { rate, chunks } = await readPlainWav(new ByteReader([file]));
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  const samples = Buffer.concat(all);
  return { rate, samples: samples.subarray(0, samples.length - (samples.length % 2)) };
}
