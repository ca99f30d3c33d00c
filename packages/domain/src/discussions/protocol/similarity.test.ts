import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { similarity, sketchOf } from './similarity.ts';

const alike = (one: string, other: string): number => similarity(sketchOf(one), sketchOf(other));
const sentence =
  'We keep the sessions in the database since it is there already and is backed up every night';

describe('two texts', () => {
  it.each([
    ['the same', sentence, sentence],
    ['the same but for case and marks', sentence, `${sentence.toUpperCase()}!!`],
    ['the same short one', 'I agree.', 'i agree'],
    ['without any word', '?!', '…'],
  ])('are alike: %s', (_, one, other) => {
    expect(alike(one, other)).toBe(1);
  });

  it('are alike in part when some of the words are', () => {
    const changed = sentence.replace('every night', 'each morning by hand');
    expect(alike(sentence, changed)).toBeGreaterThan(0.5);
    expect(alike(sentence, changed)).toBeLessThan(0.9);
  });

  it.each([
    ['other words', sentence, 'Tests come first, then whatever else the budget of this month allows us'],
    ['the same words in another order', 'one two three four five', 'five four three two one'],
    ['another language without spaces', '我们使用数据库', '测试先于一切其他'],
  ])('have nothing in common: %s', (_, one, other) => {
    expect(alike(one, other)).toBe(0);
  });

  it('are estimated close to the truth when they are long', () => {
    const words = Array.from({ length: 2_000 }, (_, at) => `w${at}`);
    const half = [...words.slice(0, 1_000), ...words.slice(1_000).map((word) => `${word}b`)];
    expect(alike(words.join(' '), half.join(' '))).toBeCloseTo(1 / 3, 0);
  });
});

it('is symmetric, between 0 and 1, and 1 for a text with itself', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (one, other) => {
      expect(alike(one, other)).toBe(alike(other, one));
      expect(alike(one, other)).toBeGreaterThanOrEqual(0);
      expect(alike(one, other)).toBeLessThanOrEqual(1);
      expect(alike(one, one)).toBe(1);
    }),
  );
});

it('makes a sketch of bounded size of a text of any length', () => {
  const long = Array.from({ length: 100_000 }, (_, at) => `w${at}`).join(' ');
  expect(sketchOf(long).length).toBeLessThanOrEqual(128);
});
