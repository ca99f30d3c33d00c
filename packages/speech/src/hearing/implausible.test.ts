import { describe, expect, it } from 'vitest';
import { isImplausible } from './implausible.ts';

const sure = { confidence: 0.9, tokens: 4, durationS: 2 };

describe('implausible texts', () => {
  it.each(['You', 'you.', '♪♪', '♪ La la ♪', '...', ''])(
    'are those that a model writes for noise: "%s"',
    (text) => {
      expect(isImplausible({ ...sure, text })).toBe(true);
    },
  );

  it.each(['Yes.', 'No.', 'You decide.', 'Thank you.', '42'])('are not short answers: "%s"', (text) => {
    expect(isImplausible({ ...sure, text })).toBe(false);
  });

  it('are thanks that the model itself does not believe', () => {
    expect(isImplausible({ ...sure, text: 'Thank you.', confidence: 0.3 })).toBe(true);
  });

  it('are more words than anybody can say in the time', () => {
    expect(isImplausible({ ...sure, text: 'So much of it', tokens: 40, durationS: 2 })).toBe(true);
  });
});
