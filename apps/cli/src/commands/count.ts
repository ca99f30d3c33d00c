import { InvalidArgumentError } from 'commander';

/** A whole number from 1 on, of an option or argument. */
export function readCount(text: string): number {
  const count = Number(text);
  if (/^\d{1,9}$/.test(text) && count >= 1) return count;
  throw new InvalidArgumentError('Give a whole number from 1 on.');
}
