import fc from 'fast-check';
import { expect, it } from 'vitest';
import { projectKey } from './key.ts';

it.each([
  ['Shop', 'SHOP'],
  ['My cool app', 'MCA'],
  ['overmindOps', 'OO'],
  ['Warenwirtschaft', 'WARENW'],
  ['Café Über', 'CU'],
  ['商店', 'PRJ'],
  ['2048', 'PRJ'],
  ['x', 'PRJ'],
  ["Ada's shop", 'AS'],
])('makes of %j the key %s', (name, key) => {
  expect(projectKey(name, new Set())).toBe(key);
});

it('takes the next free number', () => {
  expect(projectKey('Shop', new Set(['SHOP', 'SHOP2']))).toBe('SHOP3');
  expect(projectKey('Workbench', new Set(['WORKBE']))).toBe('WORKB2');
});

it('is always short, plain and free', () => {
  const taken = new Set<string>();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (name) => {
      const key = projectKey(name, taken);
      expect(key).toMatch(/^[A-Z][A-Z0-9]{1,5}$/);
      expect(taken.has(key)).toBe(false);
      taken.add(key);
    }),
  );
});
