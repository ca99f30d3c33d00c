import type { Readable } from 'node:stream';
import { ByteReader } from '@overmind/speech/byte-reader';
import { isWav, WavFault } from '@overmind/speech/wav/header';
import { readPlainWav } from '@overmind/speech/wav/plain';
import { exitCodes, Failure } from '../../failure.ts';

interface Piped {
  /** Null for bytes that are no WAV file. */
  rate: number | null;
  chunks: AsyncIterable<Uint8Array>;
}

/** Tells a WAV file from bare samples by its first bytes, and takes its header off. Throws for a WAV of another kind. */
export async function readPipedWav(input: Readable): Promise<Piped> {
  const reader = new ByteReader(input);
  if (!isWav(await reader.peek(12))) return { rate: null, chunks: reader.rest() };
  try {
    return await readPlainWav(reader);
  } catch (error) {
    if (!(error instanceof WavFault)) throw error;
    throw new Failure(
      `A WAV file from a pipe has to be plain, with one channel of 16 bits; ${error.message}. Give it as a file: --file FILE`,
      exitCodes.usage,
    );
  }
}
