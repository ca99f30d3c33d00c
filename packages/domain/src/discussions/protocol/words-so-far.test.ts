import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsSoFar } from './words-so-far.ts';

const reply = JSON.stringify({
  ...{ type: 'proposal', title: 'Use "Redis"', content: 'It is fast.\nAnd ünknown: \\o/', amends: null },
  meets: ['C1'],
});

describe('the words of a reply that is being written', () => {
  it('are what people read of it, and no names', () => {
    expect(wordsSoFar(reply)).toBe('Use "Redis"\nIt is fast.\nAnd ünknown: \\o/');
  });

  it('grow with it and are never taken back', () => {
    const all = Array.from(reply, (_, at) => wordsSoFar(reply.slice(0, at)));
    for (const [at, words] of all.slice(1).entries()) expect(words.startsWith(all[at] ?? '')).toBe(true);
  });

  it('are found behind a fence and in lists', () => {
    expect(wordsSoFar('Sure:\n```json\n{"type":"question_to_user","questions":["Who?","Wh')).toBe('Who?\nWh');
  });

  it('are none of what is no JSON', () => {
    expect(wordsSoFar('I think that we should')).toBe('');
  });

  it('are read from anything without a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(wordsSoFar(`{"content":"${text}`).isWellFormed()).toBe(true);
      }),
    );
  });
});
