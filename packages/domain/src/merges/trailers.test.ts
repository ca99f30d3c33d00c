import { expect, it } from 'vitest';
import { readTrailers } from './trailers.ts';

const run = '019aa000-0000-7000-8000-000000000001';
const merge = '019aa000-0000-7000-8000-000000000002';

it('reads the last paragraph alone', () => {
  expect(readTrailers(`Title\n\nOvermind-Run: ${run}\nOvermind-Merge: ${merge.toUpperCase()}\n`)).toEqual({
    run,
    merge,
  });
  expect(readTrailers(`Title\n\nOvermind-Run: ${run}\n\nSigned-off-by: me\n`)).toEqual({
    run: null,
    merge: null,
  });
});

it('believes no value that is no id', () => {
  expect(readTrailers('Title\n\nOvermind-Run: 1 or true')).toEqual({ run: null, merge: null });
  expect(readTrailers('')).toEqual({ run: null, merge: null });
});
