import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secondsToSay, summariseForEar } from './summarise.ts';

const long = Array.from({ length: 30 }, (_, at) => `Task ${at} was finished by Alder after some time.`).join(
  ' ',
);

describe('the short of it for the ear', () => {
  it('is all of it where that is short enough', () => {
    expect(summariseForEar('Two tests fail.', 10)).toBe('Two tests fail.');
  });

  it('is whole sentences, and says that there is more', () => {
    expect(summariseForEar(long, 10)).toBe(
      'Task 0 was finished by Alder after some time. Task 1 was finished by Alder after some time. The rest is on the screen.',
    );
  });

  it('cuts a first sentence that is too long after a word', () => {
    expect(summariseForEar(`One ${'and one '.repeat(50)}`, 5)).toMatch(
      /^One (?:and one )*and(?: one)?… The rest is on the screen\.$/,
    );
  });

  it('says only where to look when there is time for nothing', () => {
    expect(summariseForEar(long, 0)).toBe('The rest is on the screen.');
  });

  it('takes no longer than it may, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 800 }),
        fc.integer({ min: 3, max: 60 }),
        (text, seconds) => {
          expect(secondsToSay(summariseForEar(text, seconds))).toBeLessThanOrEqual(seconds + 0.01);
        },
      ),
    );
  });
});
