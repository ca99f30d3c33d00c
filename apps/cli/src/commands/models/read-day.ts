import { InvalidArgumentError } from 'commander';

/** A day, of an option. */
export function readDay(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('Give a day as 2026-03-01.');
}
