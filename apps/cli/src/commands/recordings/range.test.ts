import { expect, it } from 'vitest';
import { formatClock } from '../../output/format.ts';
import { readMoment } from './range.ts';

it.each([
  ['65', 65_000],
  ['1:05', 65_000],
  ['1:02:09', 3_729_000],
  ['0:00.25', 250],
])('reads the moment %s', (text, ms) => {
  expect(readMoment(text)).toBe(ms);
});

it('reads what is printed of a moment', () => {
  for (const ms of [0, 59_000, 60_000, 3_599_000, 3_600_000, 40_271_000])
    expect(readMoment(formatClock(ms))).toBe(ms);
});

it.each(['', 'soon', '1:', '-5', '1:2:3:4', '1,5'])('refuses %j for a moment', (text) => {
  expect(() => readMoment(text)).toThrow('Give a moment such as 1:05');
});
