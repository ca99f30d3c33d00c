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
    return this.toNumbers(this.takeWhole(bytes));
  }

  /** The bytes of whole samples; a part of one waits for the rest of it. */
  takeWhole(bytes: Buffer): Buffer {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const end = all.length - (all.length % bytesOf[this.#encoding]);
    this.#rest = Buffer.from(all.subarray(end));
    return all.subarray(0, end);
  }

  toNumbers(whole: Buffer): Float32Array {
    const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
    const samples = new Float32Array(whole.length / bytesOf[this.#encoding]);
    const isS16 = this.#encoding === 's16le';
    for (let index = 0; index < samples.length; index += 1)
      samples[index] = isS16
        ? view.getInt16(index * 2, true) / 32_768
        : bounded(view.getFloat32(index * 4, true));
    return samples;
  }
}

/** What is no number at all is silence. */
const bounded = (sample: number): number => (Number.isNaN(sample) ? 0 : Math.max(-1, Math.min(1, sample)));

/** Stored samples as a WAV file; `look` sees them on their way. */
export async function* asWav(
  content: AsyncIterable<Buffer> | Readable,
  { encoding, rate, sizeBytes }: { encoding: Encoding; rate: number; sizeBytes: number },
  look: (samples: Float32Array) => void,
): AsyncGenerator<Buffer> {
  const reader = new SampleReader(encoding);
  yield wavHeader(rate, Math.floor(sizeBytes / bytesOf[encoding]) * 2);
  for await (const bytes of content) {
    const whole = reader.takeWhole(bytes as Buffer);
    const samples = reader.toNumbers(whole);
    look(samples);
    yield encoding === 's16le' ? whole : toS16(samples);
  }
}
