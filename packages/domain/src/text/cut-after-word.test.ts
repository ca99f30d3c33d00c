import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAfterWord } from './cut-after-word.ts';

describe('a text that is too long', () => {
  it.each([
    ['after a word', 'Fix the login, then write the documentation', 35, 'Fix the login, then write the…'],
    ['without the comma before it', 'Fix the login, then the docs', 16, 'Fix the login…'],
    ['where a word just fits', 'Fix the login then', 14, 'Fix the login…'],
    ['inside of a word that has no end', 'a'.repeat(50), 10, `${'a'.repeat(9)}…`],
    ['between characters', '😀😀😀', 4, '😀…'],
  ])('is cut %s', (_where, text, most, cut) => {
    expect(cutAfterWord(text, most)).toBe(cut);
  });

  it('is as long as it may be at the most, and stands where it fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, most) => {
        const cut = cutAfterWord(text, most);
        expect(cut.length).toBeLessThanOrEqual(most);
        expect(cut.isWellFormed()).toBe(true);
        if (text.length <= most) expect(cut).toBe(text);
      }),
    );
  });
});
