import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findOverlaps } from './overlaps.ts';

const overlapsOf = (...files: string[][]) =>
  Object.fromEntries(findOverlaps(files.map((paths, index) => ({ key: `T-${index + 1}`, files: paths }))));

it('names on both sides the tasks that touch the same file', () => {
  expect(overlapsOf(['src/a.ts', 'src/b.ts'], ['src/b.ts'], ['src/c.ts'])).toEqual({
    'T-1': ['T-2'],
    'T-2': ['T-1'],
    'T-3': [],
  });
});

it.each([
  ['a folder and a file in it', 'src/api', 'src/api/users.ts'],
  ['two spellings of a path', './src/a.ts', 'src//a.ts'],
  ['a pattern and a file in its folder', 'src/api/**/*.ts', 'src/api/v2/users.ts'],
  ['a folder and a folder in it', 'src/', 'src/api/'],
])('holds %s for an overlap', (_what, one, other) => {
  expect(overlapsOf([one], [other])).toEqual({ 'T-1': ['T-2'], 'T-2': ['T-1'] });
});

it.each([
  ['names that begin alike', 'src/api', 'src/api.ts'],
  ['a pattern that holds anywhere', '**/*.ts', 'src/a.ts'],
])('holds %s for none', (_what, one, other) => {
  expect(overlapsOf([one], [other])).toEqual({ 'T-1': [], 'T-2': [] });
});

it('lists keys by their number', () => {
  const many = Array.from({ length: 11 }, () => ['README.md']);
  expect(overlapsOf(...many)['T-1']).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => `T-${n}`));
});

it('is mutual, and names no task on itself', () => {
  const anyPath = fc.array(fc.constantFrom('src', 'api', 'a.ts', '.', '*'), { maxLength: 4 });
  const anyFiles = fc.array(
    anyPath.map((segments) => segments.join('/')),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.array(anyFiles, { maxLength: 6 }), (files) => {
      const found = overlapsOf(...files);
      for (const [key, others] of Object.entries(found)) {
        expect(others).not.toContain(key);
        for (const other of others) expect(found[other]).toContain(key);
      }
    }),
  );
});
