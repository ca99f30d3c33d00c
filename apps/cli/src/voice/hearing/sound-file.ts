import { stat } from 'node:fs/promises';
import { maxUtteranceMs } from '@overmind/contracts/frames/voice';
import { decode } from '@overmind/speech/decoding/decode';
import { speechRate } from '@overmind/speech/pcm';
import { toS16 } from '@overmind/speech/wav/write';
import { exitCodes, Failure } from '../../failure.ts';
import { readPipedWav } from './piped-wav.ts';

/** Samples of 16 bits of one channel that are said from their beginning to their end. To be closed. */
export interface Sound {
  rate: number;
  chunks: AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

const rawNames = /\.(raw|pcm|s16|sw)$/i;

/** A sound file of any kind that is transcribed, at `speechRate`. Throws for none, and for what is too long to be said. */
export async function readSoundFile(path: string, signal: AbortSignal): Promise<Sound> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new Failure(`There is no file ${path}.`, exitCodes.notFound);
  if (rawNames.test(path))
    throw new Failure(`Bare samples are read from a pipe: --file - < ${path}`, exitCodes.usage);
  const { pieces, probe } = await decode(path, { signal });
  requireShort((probe.claimedS ?? 0) * 1_000);
  return { rate: speechRate, chunks: asS16(pieces), close: async () => undefined };
}

async function* asS16(pieces: AsyncIterable<Float32Array>): AsyncGenerator<Uint8Array> {
  let samples = 0;
  for await (const piece of pieces) {
    samples += piece.length;
    requireShort((samples / speechRate) * 1_000);
    yield toS16(piece);
  }
}

function requireShort(ms: number): void {
  if (ms <= maxUtteranceMs) return;
  const minutes = maxUtteranceMs / 60_000;
  throw new Failure(
    `At most ${minutes} minutes can be said at once. For longer files: overmind transcribe FILE`,
  );
}

/** From a pipe: a WAV file as it comes, or bare samples at `rate`. */
export async function readPiped(input: NodeJS.ReadStream, rate: number, signal: AbortSignal): Promise<Sound> {
  if (input.isTTY)
    throw new Failure('Nothing is piped in: overmind listen --file - < order.wav', exitCodes.usage);
  const end = (): void => void input.destroy();
  signal.addEventListener('abort', end, { once: true });
  const piped = await readPipedWav(input);
  return { rate: piped.rate ?? rate, chunks: piped.chunks, close: async () => end() };
}
