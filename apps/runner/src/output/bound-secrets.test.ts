import { expect, it } from 'vitest';
import { buildAutomaton, redactText } from '../output/redactor.ts';
import { secretVariants } from '../output/secret-variants.ts';
import { boundSecrets } from './bound-secrets.ts';

const mebibyte = 1024 * 1024;
const sizeOf = (values: readonly string[]): number => buildAutomaton(secretVariants(values)).next.byteLength;

it('keeps the values that there are room for, and none twice', () => {
  const values = ['made-up-secret-1', 'made-up-secret-2'];
  expect(boundSecrets([...values, ...values])).toEqual({ values, leftOut: 0 });
});

it.each([
  ['one that is a mebibyte long', ['x1'.repeat(mebibyte / 2)]],
  ['thousands', Array.from({ length: 20_000 }, (_, index) => `made-up-secret-${index}`)],
  ['many long ones', Array.from({ length: 50 }, (_, index) => `${index}-${'x1'.repeat(2_000)}`)],
  [
    'signs that every form writes at length',
    Array.from({ length: 50 }, (_, index) => `${index}${'"\u0001'.repeat(500)}`),
  ],
])('looks in bounded memory for %s', (_what, found) => {
  const { values, leftOut } = boundSecrets(found);
  expect(values.length).toBeGreaterThan(0);
  expect(leftOut).toBeGreaterThan(0);
  expect(sizeOf(values)).toBeLessThanOrEqual(65 * mebibyte);
});

it('looks for the beginning of a long one, and for short ones after one that has no room', () => {
  const long = 'made-up-'.repeat(1_000);
  const { values, leftOut } = boundSecrets([long, `other-${long}`, 'made-up-secret-1']);
  expect([values.map(({ length }) => length), leftOut]).toEqual([[4_096, 16], 2]);
  const shown = redactText(buildAutomaton(secretVariants(values)), `key: ${long}`);
  expect(shown).toContain('key: [redacted]');
});

it('takes half a character for no reason to fail', () => {
  expect(() => secretVariants(boundSecrets(['made-up-\ud800-secret']).values)).not.toThrow();
});
