import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from './sentences.ts';

const texts = (text: string): string[] => splitSentences(text).map((sentence) => sentence.text);

describe('splitting a text into sentences', () => {
  it('parts it after full stops, marks and lines', () => {
    expect(texts('It works. Does it? "Yes!" he said… Done.\nNext line')).toEqual([
      'It works.',
      'Does it?',
      '"Yes!" he said…',
      'Done.',
      'Next line',
    ]);
  });

  it.each([
    'Dr. Smith and J. K. Rowling met Mr. Jones at 3.5 km, e.g. Alder.',
    'It took 3.14 seconds, approx. Two of them.',
    'See no. 5 on Sat. 3 for v2.0.1.',
    '1. Fix the login',
    'It ended... and went on.',
  ])('keeps %j whole', (sentence) => {
    expect(texts(sentence)).toEqual([sentence]);
  });

  it('ends at a word that is an abbreviation elsewhere', () => {
    expect(texts('He says no. I agree. It was Sun. That is all.')).toHaveLength(4);
  });

  it('says the first words of a long sentence first, up to a comma', () => {
    const long = `When the tests had passed on all four machines, ${'the agent went on and '.repeat(12)}stopped.`;
    const [first = '', ...rest] = texts(long);
    expect(first).toBe('When the tests had passed on all four machines,');
    expect(rest.every((part) => part.length <= 220)).toBe(true);
    expect(texts(long).join(' ')).toBe(long);
  });

  it('leaves out what has nothing to say', () => {
    expect(texts('... — !!!\n\n \n- \nGo.')).toEqual(['Go.']);
  });

  it('pauses longer after a paragraph than after a comma, and not at the end', () => {
    const [clause, sentence, paragraph, last] = splitSentences(
      `${'Word after word '.repeat(4)}here, ${'and on '.repeat(6)}to the end. One.\nTwo.`,
    ).map(({ pauseMs }) => pauseMs);
    expect([clause, sentence, paragraph].map(Number)).toEqual(
      [clause, sentence, paragraph].map(Number).toSorted((a, b) => a - b),
    );
    expect(last).toBe(0);
  });

  it('gives every word of any text once, in bounded parts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const parts = texts(text);
        expect(parts.every((part) => part.length <= 220)).toBe(true);
        const words = (all: string): string => all.replace(/[^\p{L}\p{N}]/gu, '');
        expect(words(parts.join(''))).toBe(words(text));
      }),
    );
  });

  it.each(['.', '. ', 'a. ', 'a', ',', '"', '\n', 'Dr. '])('is done with 200 kB of %j', (unit) => {
    const text = unit.repeat(200_000 / unit.length);
    expect(texts(text).every((part) => part.length <= 220)).toBe(true);
  });
});
