import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agreement } from './agreement.ts';
import type { WrittenWord } from './written.ts';

const words = (text: string): WrittenWord[] =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ text: ` ${word}`, tokens: [word.length], logProbs: [0] }));

const stableOf = ({ text, stable_chars }: { text: string; stable_chars: number }) =>
  text.slice(0, stable_chars);

describe('agreement', () => {
  it('takes a word for good when three guesses in a row have it, among the last two of none', () => {
    const agreement = new Agreement();
    expect(agreement.add(words('Fix the log'))).toEqual({ text: 'Fix the log', stable_chars: 0 });
    expect(stableOf(agreement.add(words('Fix the lock in')))).toBe('');
    expect(stableOf(agreement.add(words('Fix the login page')))).toBe('Fix');
    expect(stableOf(agreement.add(words('Fix the login page today')))).toBe('Fix the');
    expect(stableOf(agreement.add(words('Fix the login page to day')))).toBe('Fix the');
    expect(stableOf(agreement.add(words('Fix the login page today or so')))).toBe('Fix the login');
  });

  it('gives the tokens of what is for good, for the next guess to begin with', () => {
    const agreement = new Agreement();
    for (let guess = 0; guess < 3; guess++) agreement.add(words('a bb ccc dddd'));
    expect(agreement.agreed.tokens).toEqual([1, 2]);
  });

  it('never takes back what was for good, whatever is guessed after it', () => {
    const guess = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(guess, { maxLength: 12 }), (endings) => {
        const agreement = new Agreement();
        let before = '';
        for (const ending of endings) {
          // As in life: each guess begins with what is for good.
          const heard = agreement.add(words([before, ...ending].join(' ')));
          expect(stableOf(heard).startsWith(before)).toBe(true);
          before = stableOf(heard);
        }
      }),
    );
  });

  it('begins anew after it was cleared', () => {
    const agreement = new Agreement();
    for (let guess = 0; guess < 3; guess++) agreement.add(words('one two three'));
    agreement.clear();
    agreement.add(words('one two three'));
    agreement.add(words('one two three'));
    expect(agreement.add(words('four two three')).stable_chars).toBe(0);
  });
});
