import { AppError } from '@overmind/contracts/errors';
import { expect, it } from 'vitest';
import { errorWords } from './error-words.ts';

const invalid = (message: string, detail: string) =>
  new AppError('invalid', message, { errors: [{ pointer: '/base_url', detail }] });

it('adds what is wrong with a field, and does not say the same twice', () => {
  expect(errorWords(invalid('Something is not right.', 'No address.'))).toBe(
    'Something is not right. /base_url: No address.',
  );
  expect(errorWords(invalid('This is no address.', 'This is no address.'))).toBe('This is no address.');
});
