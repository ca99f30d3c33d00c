import { expect, it } from 'vitest';
import { closed, modernised } from './spelling.ts';

it.each([
  ['Run the tests,', 'Run the tests'],
  ['Run the tests;', 'Run the tests'],
  ['Run the tests -', 'Run the tests'],
  ['Run the tests—', 'Run the tests'],
  ['Run the tests, .', 'Run the tests.'],
  ['It is done. Run the tests,', 'It is done. Run the tests.'],
  ['Version 2.5 is out,', 'Version 2.5 is out'],
])('what somebody said to its end has no mark that calls for more: "%s"', (heard, text) => {
  expect(closed(heard)).toBe(text);
});

it.each(['Run the tests.', 'Run the tests', 'What is running?', 'Wait...', 'First this, then that.', ''])(
  'what ends as it should stays as it is: "%s"',
  (text) => expect(closed(text)).toBe(text),
);

it('days and nights are written as they are today', () => {
  expect(modernised(' To-day,')).toBe(' Today,');
  expect(modernised(' to-morrow')).toBe(' tomorrow');
  expect(modernised(' to-do')).toBe(' to-do');
});
