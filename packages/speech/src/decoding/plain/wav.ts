import { createReadStream } from 'node:fs';
import { ByteReader } from '../../byte-reader.ts';
import { frameBytes, readWavBlocks } from '../../wav/blocks.ts';
import { readWavHeader, WavFault } from '../../wav/header.ts';
import { type Block, CannotDecode } from './sound.ts';

/** How long a wav says it is; null where it holds no PCM, so that another decoder has to look. */
export async function claimedByWav(path: string): Promise<{ claimedS: number | null } | null> {
  const file = createReadStream(path);
  try {
    const { format, bytes } = await readWavHeader(new ByteReader(file));
    return { claimedS: bytes === null ? null : bytes / frameBytes(format) / format.rate };
  } catch (error) {
    if (error instanceof WavFault) return null;
    throw error;
  } finally {
    file.destroy();
  }
}

/** The samples of a wav, as far as they go. */
export async function* decodeWav(source: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  try {
    yield* readWavBlocks(source);
  } catch (error) {
    if (!(error instanceof WavFault)) throw error;
    const advice = error.isForeign ? '; ffmpeg may read it, which is not installed' : '';
    throw new CannotDecode(`${error.message}${advice}`);
  }
}
