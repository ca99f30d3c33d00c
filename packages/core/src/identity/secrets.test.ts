import { expect, it } from 'vitest';
import { newSecret, withoutSecrets } from './secrets.ts';

const secret = newSecret('oma');
const bytes = Buffer.from(secret);
const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

it.each([
  ['as it is', secret],
  ['in hexadecimal', bytes.toString('hex')],
  ['in capital hexadecimal', bytes.toString('hex').toUpperCase()],
  ['in base64', bytes.toString('base64')],
  ['in base64 behind one byte', Buffer.from(`:${secret}`).toString('base64')],
  ['in base64 behind two bytes', Buffer.from(`a:${secret}`).toString('base64')],
  ['in base64 for addresses', Buffer.from(`me:${secret}`).toString('base64url')],
  ['escaped for an address', percent(secret)],
  ['escaped in part', secret.replaceAll('_', '%5F').replaceAll('-', '%2d')],
])('cuts a token out of a text %s', (_form, shown) => {
  const cut = withoutSecrets(`My token is ${shown}, see?`);
  expect(cut).toMatch(/^My token is \S{0,6}\[redacted\]\S{0,6} see\?$/);
});

it('leaves the words around it, and what only looks a little like one', () => {
  const text = `oma_short, ${'6f6d615f'}, b21hXw and ${'x'.repeat(60)}`;
  expect(withoutSecrets(text)).toBe(text);
});
