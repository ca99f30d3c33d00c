import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { speechRate } from '../../pcm.ts';
import { Resampler } from '../../resample.ts';
import type { Container } from '../container.ts';
import { boundMemory } from './bound-memory.ts';
import { decodeOgg, decodeWebm } from './opus.ts';
import { decodeFlac, decodeMp3 } from './packed.ts';
import { type Block, CannotDecode, toMono } from './sound.ts';
import { decodeWav } from './wav.ts';

/**
 * `decode CONTAINER FILE FROM`: prints its samples from that second on, 32 bits each, of one channel at `speechRate`. A
 * program of its own, since what it reads comes from whoever.
 */
const [container = '', path = '', from = '0'] = process.argv.slice(2);

type Decode = (source: AsyncIterable<Uint8Array>) => AsyncGenerator<Block>;
const decoders: Record<Container, Decode | null> = {
  wav: decodeWav,
  webm: decodeWebm,
  ogg: decodeOgg,
  mp3: decodeMp3,
  flac: decodeFlac,
  // No maintained decoder of AAC can be had without conditions on how it is passed on.
  mp4: null,
};

/** Drops what lies before a second, ahead of the dear work on it. */
async function* behind(blocks: AsyncIterable<Block>, fromS: number): AsyncGenerator<Block> {
  let leftS = fromS;
  for await (const { channels, rate } of blocks) {
    const frames = channels[0]?.length ?? 0;
    const dropped = Math.min(frames, Math.round(leftS * rate));
    leftS = Math.max(0, leftS - frames / rate);
    if (dropped < frames) yield { channels: channels.map((each) => each.subarray(dropped)), rate };
  }
}

async function* bytesOf(blocks: AsyncIterable<Block>): AsyncGenerator<Uint8Array> {
  let resampler: Resampler | null = null;
  for await (const block of blocks) {
    if (block.channels.length === 0) continue;
    if (resampler?.fromRate !== block.rate) {
      if (resampler) yield toBytes(resampler.end());
      resampler = new Resampler(block.rate, speechRate);
    }
    yield toBytes(resampler.push(toMono(block)));
  }
  if (resampler) yield toBytes(resampler.end());
}

const toBytes = (samples: Float32Array): Uint8Array =>
  new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength).slice();

// It maps much more than it uses, so the system cannot bound it.
boundMemory(512 * 1024 ** 2);
try {
  const decoder = decoders[container as Container] ?? null;
  if (decoder === null) throw new CannotDecode('mp4 (m4a) needs ffmpeg, which is not installed');
  await pipeline(
    Readable.from(bytesOf(behind(decoder(createReadStream(path)), Number(from)))),
    process.stdout,
  );
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') {
    process.stderr.write(error instanceof CannotDecode ? error.message : `the file is broken: ${error}`);
  }
  process.exitCode = 3;
}
