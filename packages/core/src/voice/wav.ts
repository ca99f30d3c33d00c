import type { Readable } from 'node:stream';
import { toS16, wavHeader } from '@overmind/speech/wav/write';

export type Encoding = 's16le' | 'f32le';
export const bytesOf: Record<Encoding, number> = { s16le: 2, f32le: 4 };

/** Takes the bytes of samples in pieces of any length, and gives them as numbers from -1 to 1. */
export class SampleReader {
  readonly #encoding: Encoding;
  #rest: Buffer = Buffer.alloc(0);

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  read(bytes: Buffer): Float32Array {
    const width = bytesOf[this.#encoding];
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const count = Math.floor(all.length / width);
    const samples = new Float32Array(count);
    for (let index = 0; index < count; index += 1) samples[index] = this.#sampleAt(all, index * width);
    this.#rest = Buffer.from(all.subarray(count * width));
    return samples;
  }

  #sampleAt(bytes: Buffer, at: number): number {
    if (this.#encoding === 's16le') return bytes.readInt16LE(at) / 32_768;
    const sample = bytes.readFloatLE(at);
    // What is no number at all is silence.
    return Number.isNaN(sample) ? 0 : Math.max(-1, Math.min(1, sample));
  }
}

/** Stored samples as a WAV file; `look` sees them on their way. */
export async function* asWav(
  content: AsyncIterable<Buffer> | Readable,
  { encoding, rate, sizeBytes }: { encoding: Encoding; rate: number; sizeBytes: number },
  look: (samples: Float32Array) => void,
): AsyncGenerator<Buffer> {
  const reader = new SampleReader(encoding);
  yield wavHeader(rate, Math.floor(sizeBytes / bytesOf[encoding]) * 2);
  for await (const bytes of content) {
    const samples = reader.read(bytes as Buffer);
    look(samples);
    yield toS16(samples);
  }
}
