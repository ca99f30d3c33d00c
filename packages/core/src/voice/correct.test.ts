import { expect, it } from 'vitest';
import { correcting, toKept } from './correct.ts';

const correct = correcting([
  { heard: 'over mind', meant: 'Overmind' },
  { heard: 'over', meant: 'above' },
  { heard: 'c plus plus', meant: 'C++' },
  { heard: 'a.b', meant: 'A.B' },
  { heard: 'straße', meant: 'Strasse' },
]);

it.each([
  ['Tell Over  Mind about it', 'Tell Overmind about it'],
  ['moreover, over there', 'moreover, above there'],
  ['write C plus plus', 'write C++'],
  ['axb and a.b', 'axb and A.B'],
  ['die Straße hier', 'die Strasse hier'],
])('"%s" becomes "%s"', (heard, meant) => expect(correct(heard)).toBe(meant));

it('puts no correction on another, and changes nothing where there is none', () => {
  const swap = correcting([
    { heard: 'one', meant: 'two' },
    { heard: 'two', meant: 'one' },
  ]);
  expect(swap('one two')).toBe('two one');
  expect(correcting([])('as it is')).toBe('as it is');
});

it('keeps what was heard beside what is meant, later by the offset', () => {
  const segment = { start_s: 1, end_s: 2.5, text: ' over mind\0 ', confidence: 1.2 };
  expect(toKept(segment, correct, 10)).toEqual({
    ...{ start: 11, end: 12.5, text: 'Overmind\ufffd', raw: 'over mind\ufffd', confidence: 1 },
  });
  expect(toKept({ ...segment, text: 'so' }, correct, 0)).not.toHaveProperty('raw');
});

it('keeps the words as they were heard, later by the offset', () => {
  const words = [
    { text: 'over\0', start_s: 1, end_s: 1.5 },
    { text: 'mind', start_s: 1.5, end_s: 2.0004 },
  ];
  const segment = { start_s: 1, end_s: 2.5, text: 'over mind', confidence: 1, words };
  expect(toKept(segment, correct, 10)).toMatchObject({
    text: 'Overmind',
    words: [
      { text: 'over\ufffd', start: 11, end: 11.5 },
      { text: 'mind', start: 11.5, end: 12 },
    ],
  });
});
