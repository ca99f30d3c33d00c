import { describe, expect, it } from 'vitest';
import { inPieces, levelOf } from './pieces.ts';

async function* of(...chunks: number[][]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Uint8Array.from(chunk);
}
const all = async (pieces: AsyncIterable<Uint8Array>): Promise<number[][]> => {
  const found: number[][] = [];
  for await (const piece of pieces) found.push([...piece]);
  return found;
};

describe('pieces', () => {
  it('are of one size whatever the recorder hands over, and never half a sample', async () => {
    expect(await all(inPieces(of([1, 2, 3], [4, 5], [6, 7, 8, 9]), 4))).toEqual([
      ...[
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
    ]);
    expect(await all(inPieces(of([1, 2], [3]), 4))).toEqual([[1, 2]]);
    expect(await all(inPieces(of(), 4))).toEqual([]);
  });

  it('wait for no more than what is there once it is enough', async () => {
    expect(await all(inPieces(of([1], [2, 3], [4, 5, 6, 7, 8, 9, 10]), 4, 2))).toEqual([
      ...[
        [1, 2],
        [3, 4, 5, 6],
        [7, 8, 9, 10],
      ],
    ]);
  });

  it('know how loud they are', () => {
    expect(levelOf(Uint8Array.from([0, 0, 0, 0]))).toBe(0);
    expect(levelOf(Uint8Array.from([0, 0x40, 0, 0xc0]))).toBeCloseTo(0.5);
  });
});
