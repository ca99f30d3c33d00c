import { InvalidArgumentError } from 'commander';

const million = 1_000_000;

/** Dollars with as many digits as matter; `?` for what is not known. */
export const perMillion = (micros: number | null): string =>
  micros === null ? '?' : `$${Number((micros / million).toPrecision(4))}`;

/** What was spent, in dollars. */
export const spent = (micros: number): string => `$${(micros / million).toFixed(4)}`;

/** An amount of dollars, of an option, in micro-units. */
export function readDollars(text: string): number {
  if (/^\$?\d{1,9}(?:\.\d{1,6})?$/.test(text)) return Math.round(Number(text.replace('$', '')) * million);
  throw new InvalidArgumentError('Give dollars, such as 0.50.');
}
