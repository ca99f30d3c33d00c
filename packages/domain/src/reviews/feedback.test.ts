import { expect, it } from 'vitest';
import { feedbackOf } from './feedback.ts';

const comment = {
  path: 'src/cart.ts',
  line: 12,
  side: 'new',
  line_text: '  total += price;',
  body: 'Use cents.\nNot floats.',
} as const;

it('puts the words first, then each comment with its line', () => {
  expect(feedbackOf('Almost.', [comment, { ...comment, line: 3, side: 'old', body: ' Keep this. ' }])).toBe(
    [
      'Almost.',
      '',
      '- src/cart.ts:12 (new): `total += price;` — Use cents.\nNot floats.',
      '- src/cart.ts:3 (old): `total += price;` — Keep this.',
    ].join('\n'),
  );
});

it('is the comments alone, or the words alone', () => {
  expect(feedbackOf(' ', [{ ...comment, line_text: '' }])).toBe(
    '- src/cart.ts:12 (new) — Use cents.\nNot floats.',
  );
  expect(feedbackOf('Again, please.', [])).toBe('Again, please.');
  expect(feedbackOf('', [])).toBe('');
});

it('quotes a line with backticks so that the quote ends where the line does', () => {
  expect(feedbackOf('', [{ ...comment, line_text: 'say(`hi`)', body: 'No.' }])).toContain(
    "`say('hi')` — No.",
  );
});
