import { expect, it } from 'vitest';
import { hideAddresses, hideSecrets, holdsSecret, SecretsHidden } from './hide-secrets.ts';

const url = 'http://gpu-7.example.lan:11434/api';

it.each([
  ['connect ECONNREFUSED 10.1.2.3:11434', 'connect ECONNREFUSED [address]'],
  ['connect ECONNREFUSED ::1:11434', 'connect ECONNREFUSED [address]'],
  ['connect ENETUNREACH 2001:db8::1', 'connect ENETUNREACH [address]'],
  ['getaddrinfo ENOTFOUND models.corp', 'getaddrinfo ENOTFOUND [address]'],
  ['gpu-7.example.lan is at a private address', '[address] is at a private address'],
  ['see http://gpu-7.example.lan:11434/help', 'see http://[address]/help'],
])('leaves no address in %j', (text, shown) => {
  expect(hideAddresses(text, url)).toBe(shown);
});

it.each(['answered 503: at 12:30:45 version 1.2.3 was busy', 'the model qwen3:8b takes 10.5 GB'])(
  'leaves %j as it is',
  (text) => {
    expect(hideAddresses(text, url)).toBe(text);
    expect(hideAddresses(text, '')).toBe(text);
  },
);

it('leaves no secret, in whichever form it is repeated', () => {
  const secret = 'sk-own/k"y';
  const forms = [
    ...[secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)],
    encodeURIComponent(secret).replaceAll('%2F', '%2f'),
    Buffer.from(secret).toString('hex').toUpperCase(),
    ...(['base64', 'base64url', 'hex'] as const).map((form) => Buffer.from(secret).toString(form)),
  ];
  for (const form of forms) {
    expect(hideSecrets(`not ${form}.`, [null, secret])).toBe('not [secret].');
    expect(holdsSecret([null, secret])(`not ${form}.`)).toBe(true);
  }
  expect(holdsSecret([null, secret])('not sk-own.')).toBe(false);
});

it('leaves words alone that are the name of a host by chance', () => {
  expect(hideAddresses('ollama answered at ollama:11434', 'http://ollama:11434')).toBe(
    'ollama answered at [address]',
  );
});

it.each([1, 2, 3, 5, 8, 13, 100])('leaves no secret in a text that comes in pieces of %i', (size) => {
  const secret = 'sk-sk-own/k"y';
  const text = `sk-sk-sk-own/k"y, sk-sk-own, ${encodeURIComponent(secret)} and sk-`;
  const hidden = new SecretsHidden([null, secret]);
  let shown = '';
  for (let at = 0; at < text.length; at += size) shown += hidden.push(text.slice(at, at + size));
  expect(shown + hidden.end()).toBe('sk-[secret], sk-sk-own, [secret] and sk-');
});

it('holds back no more than what may be the beginning of a secret', () => {
  const hidden = new SecretsHidden(['sk-own-key']);
  expect([hidden.push('It is s'), hidden.push('unny, '), hidden.push('sk-o'), hidden.end()]).toEqual([
    ...['It is ', 'sunny, ', '', 'sk-o'],
  ]);
});
