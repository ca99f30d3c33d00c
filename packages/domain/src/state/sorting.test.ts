import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byKey } from './sorting.ts';

it('numbered names are in the order of their numbers', () => {
  const names = ['SHOP-10', 'b', 'SHOP-9', 'a', 'SHOP-100', 'SHOP-09'];
  expect(names.sort(byKey)).toEqual(['SHOP-09', 'SHOP-9', 'SHOP-10', 'SHOP-100', 'a', 'b']);
});

it('names have one order, in whatever order they come', () => {
  const name = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '0', '1', '5', 'x', '\n'), maxLength: 4 }),
    fc.constantFrom('a1', 'a05', 'a0x', `a${'9'.repeat(400)}`, `a${'8'.repeat(400)}`),
  );
  const names = fc.uniqueArray(name, { maxLength: 12 });
  const shuffled = names.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, ([all, again]) => {
      expect([...again].sort(byKey)).toEqual([...all].sort(byKey));
    }),
    { numRuns: 1_000 },
  );
});
