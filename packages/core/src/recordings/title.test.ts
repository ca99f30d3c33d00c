import { expect, it } from 'vitest';
import { titleOfSpoken, titleWithWords } from './title.ts';

const at = new Date('2026-11-23T16:41:00Z');
const words =
  'run the tests of the shop and when they are through go over the pages and write the documentation of them';
const cut =
  'run the tests of the shop and when they are through go over the pages and write the documentation…';

it('what was spoken is called by its first words, none of them cut', () => {
  expect(titleOfSpoken(words, at)).toBe(cut);
  expect(titleWithWords({ title: titleOfSpoken('', at), source: 'voice' }, words)).toBe(cut);
});

it.each([
  ['that it was given', 'Planning', 'voice'],
  ['of its file', 'Spoken on 2026-11-23 16:41', 'upload'],
] as const)('keeps the name %s', (_what, title, source) => {
  expect(titleWithWords({ title, source }, words)).toBe(title);
});
