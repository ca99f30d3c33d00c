import { type Command, InvalidArgumentError } from 'commander';

export interface RangeOptions {
  from?: number;
  to?: number;
}

export const withRange = (command: Command): Command =>
  command
    .option('--from <moment>', 'from there on, such as 1:05', readMoment)
    .option('--to <moment>', 'up to there, such as 1:20', readMoment);

/** A place in a sound, as `0:07`, `1:02:09` or in seconds, in milliseconds. */
export function readMoment(text: string): number {
  if (!/^(\d{1,2}:)?\d{1,5}(:\d{1,2})?(\.\d{1,3})?$/.test(text))
    throw new InvalidArgumentError('Give a moment such as 1:05, or seconds such as 65.');
  return Math.round(text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000);
}
