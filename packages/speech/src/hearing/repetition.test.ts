import { describe, expect, it } from 'vitest';
import { repeatedAtEnd } from './repetition.ts';

describe('repetition', () => {
  it('lets a word be said a few times', () => {
    expect(repeatedAtEnd([1, 2, 7, 7, 7, 7])).toBe(0);
    expect(repeatedAtEnd([1, 2, 3, 4, 1, 2, 3, 4])).toBe(0);
  });

  it('finds one token without an end', () => {
    expect(repeatedAtEnd([1, 2, 7, 7, 7, 7, 7, 7, 7, 7, 7])).toBe(8);
  });

  it('finds the same words again and again, whatever stands before them', () => {
    const words = [5, 6, 7, 8, 9];
    expect(repeatedAtEnd([1, 2, 3, ...words, ...words, ...words])).toBe(10);
    expect(repeatedAtEnd([1, 2, 3, ...words, ...words])).toBe(0);
  });
});
