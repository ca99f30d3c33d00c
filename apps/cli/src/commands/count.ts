import { InvalidArgumentError } from 'commander';

/** A whole number from 1 on, of an option or argument. */
export function readCount(text: string): number {
  const count = Number(text);
  if (/^\d{1,9}$/.test(text) && count >= 1) return count;
  throw new InvalidArgumentError('Give a whole number from 1 on.');
}

export function readPercent(text: string): number {
  const percent = Number(text.replace(/%$/, ''));
  if (/^\d{1,3}%?$/.test(text) && percent >= 1 && percent <= 100) return percent;
  throw new InvalidArgumentError('Give a whole number of percent from 1 to 100.');
}
