import { ByteReader, view } from '../byte-reader.ts';
import { type Block, toMono } from '../decoding/plain/sound.ts';
import type { Audio } from '../pcm.ts';
import { readWavHeader, type WavFormat, type WavHeader } from './header.ts';

const aboutBlockBytes = 16_384;

export const frameBytes = ({ channels, bits }: WavFormat): number => channels * (bits / 8);

/** The samples of a WAV file of any kind that is read here, as far as they go. Rejects with `WavFault`. */
export async function* readWavBlocks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
  const reader = new ByteReader(source);
  yield* blocksOf(reader, await readWavHeader(reader));
}

/** A whole WAV file as one channel, the mean of those it has. Rejects with `WavFault`. */
export async function readWav(file: Uint8Array): Promise<Audio> {
  const reader = new ByteReader([file]);
  const header = await readWavHeader(reader);
  const parts: Float32Array[] = [];
  for await (const block of blocksOf(reader, header)) parts.push(toMono(block));
  const samples = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  return { samples, rate: header.format.rate };
}

async function* blocksOf(reader: ByteReader, { format, bytes: all }: WavHeader): AsyncGenerator<Block> {
  const frame = frameBytes(format);
  const blockBytes = frame * Math.max(1, Math.floor(aboutBlockBytes / frame));
  let left = all ?? Number.MAX_SAFE_INTEGER;
  while (left >= frame) {
    const bytes = await reader.readUpTo(Math.min(blockBytes, left - (left % frame)));
    if (bytes === null) return;
    left -= bytes.length;
    yield toBlock(bytes, format);
  }
}

function toBlock(bytes: Uint8Array, format: WavFormat): Block {
  const frames = Math.floor(bytes.length / frameBytes(format));
  const data = view(bytes);
  const width = format.bits / 8;
  const sample = readerOf(data, format);
  const channels = Array.from({ length: format.channels }, (_, channel) =>
    Float32Array.from({ length: frames }, (_, at) => sample((at * format.channels + channel) * width)),
  );
  return { channels, rate: format.rate };
}

function readerOf(data: DataView, { bits, isFloat }: WavFormat): (at: number) => number {
  if (isFloat) return (at) => (bits === 32 ? data.getFloat32(at, true) : data.getFloat64(at, true));
  if (bits === 8) return (at) => (data.getUint8(at) - 128) / 128;
  if (bits === 16) return (at) => data.getInt16(at, true) / 32_768;
  if (bits === 24) return (at) => ((data.getInt8(at + 2) << 16) | data.getUint16(at, true)) / 8_388_608;
  return (at) => data.getInt32(at, true) / 2_147_483_648;
}
