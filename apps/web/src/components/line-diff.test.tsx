import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { LineDiff } from './line-diff.tsx';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);
const shown = (before: readonly string[], after: readonly string[]) => {
  const { container } = render(<LineDiff before={before.join('\n')} after={after.join('\n')} />);
  return [...container.querySelectorAll('li')].map(({ textContent }) => textContent);
};

it('shows what changed with the lines around it, and dots for the rest', () => {
  const before = numbers(20);
  expect(shown(before, before.with(9, 'another'))).toEqual([
    ...['⋯', ' line 7', ' line 8', ' line 9', '−removed:line 10', '+added:another'],
    ...[' line 11', ' line 12', ' line 13', '⋯'],
  ]);
});

it('finds one changed line in a text that is too long for a full comparison', () => {
  const before = numbers(5_000);
  const lines = shown(before, before.with(2_500, 'another'));
  expect(lines.filter((line) => /removed|added/.test(line ?? ''))).toEqual([
    '−removed:line 2501',
    '+added:another',
  ]);
});

it('shows blank lines that came or went, also at the end', () => {
  expect(shown(['a', 'b'], ['a', '', 'b'])).toEqual([' a', '+added:', ' b']);
  expect(shown(['a', ''], ['a'])).toEqual([' a', '−removed:']);
});

it('shows no line of a text that is empty', () => {
  expect(shown([''], ['a', 'b'])).toEqual(['+added:a', '+added:b']);
});
