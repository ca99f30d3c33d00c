import { expect, it } from 'vitest';
import { newSecret } from '../identity/secrets.ts';
import { keptValues } from './kept-values.ts';

it('keeps short values as they are, of every kind', () => {
  const values = { a: 'line', b: 7, c: ['x', 'y'] };
  expect(keptValues(values, [])).toEqual({ values, isCut: false });
});

it.each([
  ['a key of a model provider', 'sk-proj-abcdefghijklmnop'],
  ['a token of a repository', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'],
  ['a key of a cloud', 'AKIAABCDEFGHIJKLMNOP'],
  ['a key of Google', `AIza${'Sy-a_0'.repeat(6)}`],
  ['a token of a hub of models', 'hf_abcdefghijklmnopqrstuvwxyz01234567'],
  ['a token of a package registry', 'npm_abcdefghijklmnopqrstuvwxyz0123456789'],
  ['a token of an app', 'xapp-1-A0123456789-abcdef'],
  ['what a header brings', 'Bearer abcdefghijklmnop.0123-456_789=='],
  ['a signed token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0abc.c2lnbmF0dXJl'],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nabc\ndef\n-----END RSA PRIVATE KEY-----'],
  ['a secret of this program', newSecret('omp')],
])('takes %s out, also in lists', (_what, secret) => {
  expect(keptValues({ a: `before ${secret} after`, b: [secret] }, [])).toEqual({
    values: { a: 'before [redacted] after', b: ['[redacted]'] },
    isCut: false,
  });
});

it.each([
  ['as it is', (key: string) => key],
  ['in base64', (key: string) => Buffer.from(key).toString('base64')],
  ['escaped for an address', encodeURIComponent],
])('takes a key of its own out, %s, whatever it looks like', (_what, form) => {
  const own = 'our/key+of 2026&more';
  const kept = keptValues({ a: `before ${form(own)} after`, b: [form(own)] }, [own]);
  expect(kept?.values).toEqual({ a: 'before [secret] after', b: ['[secret]'] });
});

it('takes no word out that merely serves as a key', () => {
  const values = { a: 'Ask ollama for none of it.' };
  expect(keptValues(values, ['ollama', 'none'])?.values).toEqual(values);
});

it('keeps the beginning of long values and lists, without half a character', () => {
  const text = `${'x'.repeat(32 * 1024 - 1)}😀`;
  const kept = keptValues({ a: text, b: Array.from({ length: 300 }, () => 'y') }, []);
  expect(kept?.isCut).toBe(true);
  expect(kept?.values['a']).toBe(`${'x'.repeat(32 * 1024 - 1)}�`);
  expect(kept?.values['b']).toHaveLength(200);
});

it('takes out what no database takes', () => {
  expect(keptValues({ a: 'a\0b' }, [])?.values).toEqual({ a: 'ab' });
});

it('keeps nothing of values that are too much together', () => {
  const values = Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`v${at}`, 'x'.repeat(30_000)]));
  expect(keptValues(values, [])).toBeNull();
});
