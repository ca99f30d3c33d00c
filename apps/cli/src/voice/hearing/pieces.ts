import type { Piece } from '@overmind/client/voice/kept-audio';

/**
 * Samples of 16 bits in pieces of `mostBytes`, or of as much as there is once it is `leastBytes`; both are even. The last
 * may be shorter; half a sample at the end is dropped.
 */
export async function* inPieces(
  chunks: AsyncIterable<Uint8Array>,
  mostBytes: number,
  leastBytes = mostBytes,
): AsyncGenerator<Piece> {
  let kept: Piece = new Uint8Array(0);
  for await (const chunk of chunks) {
    kept = joined(kept, chunk);
    while (kept.length >= leastBytes) {
      const size = Math.min(evenPart(kept), mostBytes);
      yield kept.slice(0, size);
      kept = kept.slice(size);
    }
  }
  if (kept.length > 1) yield kept.slice(0, evenPart(kept));
}

const evenPart = ({ length }: Piece): number => length - (length % 2);

function joined(first: Uint8Array, second: Uint8Array): Piece {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** How loud a piece is, 0 to 1: the root of the mean square of its samples. */
export function levelOf(piece: Piece): number {
  const samples = new DataView(piece.buffer, piece.byteOffset, piece.length);
  const count = Math.floor(piece.length / 2);
  if (count === 0) return 0;
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += (samples.getInt16(index * 2, true) / 32_768) ** 2;
  return Math.sqrt(sum / count);
}
