import { InvalidArgumentError } from 'commander';
import { expect, it } from 'vitest';
import { readMoment } from './filters.ts';

it('a day begins where one is, and a moment is what it says', () => {
  expect(readMoment('2026-03-01')).toBe(new Date(2026, 2, 1).toISOString());
  expect(readMoment('2026-03-01T14:30')).toBe(new Date(2026, 2, 1, 14, 30).toISOString());
  expect(readMoment('2026-03-01T14:30:00Z')).toBe('2026-03-01T14:30:00.000Z');
});

it.each(['yesterday', '2026-13-01', '1', '', '01.03.2026'])('%s is no time', (text) => {
  expect(() => readMoment(text)).toThrow(InvalidArgumentError);
});
