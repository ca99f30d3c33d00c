import { describe, expect, it } from 'vitest';
import { KeptAudio } from './kept-audio.ts';

const filled = () => {
  const kept = new KeptAudio();
  kept.push(Uint8Array.of(1, 2, 3));
  kept.push(Uint8Array.of(4, 5));
  return kept;
};
const chunks = (kept: KeptAudio) => kept.rest().map((chunk) => [...chunk]);

describe('KeptAudio', () => {
  it.each([
    [0, [[1, 2, 3, 4, 5]]],
    [2, [[3, 4, 5]]],
    [3, [[4, 5]]],
    [5, []],
  ])('keeps what is not stored after %i bytes', (stored, left) => {
    const kept = filled();
    kept.forget(stored);
    expect(chunks(kept)).toEqual(left);
    expect(kept.isEmpty).toBe(left.length === 0);
  });

  it('is not shaken by old word, nor by more than was said', () => {
    const kept = filled();
    kept.forget(4);
    kept.forget(1);
    expect(chunks(kept)).toEqual([[5]]);
    kept.forget(99);
    kept.push(Uint8Array.of(6));
    expect(chunks(kept)).toEqual([[6]]);
  });

  it('gives what is left in few chunks', () => {
    const kept = new KeptAudio();
    for (let count = 0; count < 1_000; count++) kept.push(new Uint8Array(100).fill(count));
    expect(kept.totalBytes).toBe(100_000);
    expect(kept.rest().map(({ length }) => length)).toEqual([65_536, 34_464]);
    expect(kept.rest()[0]?.subarray(98, 102)).toEqual(Uint8Array.of(0, 0, 1, 1));
  });
});
