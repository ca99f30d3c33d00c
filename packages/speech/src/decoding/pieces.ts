import { speechRate } from '../pcm.ts';

const pieceSamples = speechRate;

/** Bytes of 32-bit samples as pieces of one second; what is left at the end is shorter, and no half sample is told. */
export async function* toPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Float32Array> {
  const piece = new Uint8Array(pieceSamples * 4);
  let filled = 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(chunk.length - at, piece.length - filled);
      piece.set(chunk.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled === piece.length) {
        yield toSamples(piece);
        filled = 0;
      }
    }
  }
  if (filled >= 4) yield toSamples(piece.subarray(0, filled - (filled % 4)));
}

/** A broken file can decode to what is no number at all; that is silence. */
function toSamples(bytes: Uint8Array): Float32Array {
  const samples = new Float32Array(bytes.slice().buffer);
  for (const [at, sample] of samples.entries()) {
    if (!(Math.abs(sample) <= 1)) samples[at] = Number.isNaN(sample) ? 0 : Math.sign(sample);
  }
  return samples;
}
