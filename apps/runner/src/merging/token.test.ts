import { expect, it } from 'vitest';
import { withoutSecrets } from './token.ts';

const token = 'ghp_4fR/xQ+0=7zL kM';
const bytes = Buffer.from(token);

it.each([
  ['as it is', token],
  ['as the password of a basic sign-in', Buffer.from(`x-access-token:${token}`).toString('base64')],
  ['as base64 behind other bytes', Buffer.from(`me:${token}`).toString('base64')],
  ['as base64 for addresses', bytes.toString('base64url')],
  ['in hexadecimal', bytes.toString('hex')],
  ['in an address', `https://example.org/?key=${encodeURIComponent(token)}`],
  ['in JSON', JSON.stringify({ token })],
])('shows nothing of a token that a server repeats %s', (_form, shown) => {
  const said = withoutSecrets(`remote: you sent ${shown}!`, token);
  expect(said).toContain('remote: you sent');
  expect(said).toContain('[redacted]');
  const forms = [token, bytes.toString('hex'), encodeURIComponent(token), JSON.stringify(token).slice(1, -1)];
  // Of base64 all that these bytes alone decide.
  const inner = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  for (const form of [
    ...forms,
    ...inner,
    ...inner.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ])
    expect(said).not.toContain(form);
});

it('leaves what is no secret', () => {
  expect(withoutSecrets('! [rejected] main -> main', token)).toBe('! [rejected] main -> main');
});
