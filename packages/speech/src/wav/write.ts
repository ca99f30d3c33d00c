import { speechRate } from '../pcm.ts';

const headerBytes = 44;
/** Where the length is not known yet: as long as can be said. Players read to the end of the stream. */
const unknownBytes = 0x7fff_ffff - headerBytes;

/** The header of a WAV file of one channel of 16-bit samples. */
export function wavHeader(rate: number, dataBytes: number | null): Buffer {
  const size = dataBytes ?? unknownBytes;
  const header = Buffer.alloc(headerBytes);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + size, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(size, 40);
  return header;
}

/** Samples as signed 16-bit numbers, the lower byte first. */
export function toS16(samples: Float32Array): Buffer {
  const bytes = Buffer.alloc(samples.length * 2);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let index = 0; index < samples.length; index++) {
    const bounded = Math.max(-1, Math.min(1, samples[index] ?? 0));
    view.setInt16(index * 2, Math.round(bounded * 32_767), true);
  }
  return bytes;
}

/** A whole WAV file of what `toS16` gives. */
export const wavOf = (rate: number, s16: Uint8Array): Buffer =>
  Buffer.concat([wavHeader(rate, s16.length), s16]);

/** A whole WAV file of one channel of 16-bit samples. */
export const toWav = (samples: Float32Array, rate = speechRate): Buffer => wavOf(rate, toS16(samples));
