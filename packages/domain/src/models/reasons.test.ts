import { expect, it } from 'vitest';
import { reasonsInWords } from './reasons.ts';

const off = (ref: string) => ({ ref, words: 'is turned off' });

it('tells each reason once, in the order of the first model that has it', () => {
  const small = { ref: 'b/one', words: 'holds 10 tokens' };
  expect(reasonsInWords([off('a/one'), small, off('a/two')])).toBe(
    'a/one is turned off (the same of a/two); b/one holds 10 tokens',
  );
});

it('counts the models beyond the first ones that have the same reason', () => {
  expect(reasonsInWords(['one', 'two', 'three'].map(off))).toBe(
    'one is turned off (the same of two and three)',
  );
  expect(reasonsInWords(['1', '2', '3', '4', '5'].map(off))).toBe(
    '1 is turned off (the same of 2, 3 and 2 more)',
  );
});
