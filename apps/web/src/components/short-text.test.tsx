import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ShortText } from './short-text.tsx';

const shown = (text: string) => render(<ShortText text={text} />).container;

it('shows what stands in backticks as code, and what stands in stars as bold', () => {
  const line = shown('`node --test` exited with 1: **1 of 4** tests failed in `` a`b ``.');
  expect(line).toHaveTextContent('node --test exited with 1: 1 of 4 tests failed in a`b.');
  expect([...line.querySelectorAll('code')].map(({ textContent }) => textContent)).toEqual([
    'node --test',
    'a`b',
  ]);
  expect(line.querySelector('strong')).toHaveTextContent('1 of 4');
});

it('leaves signs that close nothing, markup and line breaks as they are', () => {
  for (const text of ['2 ** 3 is 8', 'a ` alone', '<b>no</b> # no heading', '1. no list'])
    expect(shown(text).textContent).toBe(text);
});

it('shows characters that would hide', () => {
  expect(shown('a\u202eb').textContent).not.toBe('a\u202eb');
});
