import { expect, it } from 'vitest';
import { hideAddresses, hideSecrets } from './hide-secrets.ts';

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
    ...(['base64', 'base64url', 'hex'] as const).map((form) => Buffer.from(secret).toString(form)),
  ];
  for (const form of forms) expect(hideSecrets(`not ${form}.`, [null, secret])).toBe('not [secret].');
});

it('leaves words alone that are the name of a host by chance', () => {
  expect(hideAddresses('ollama answered at ollama:11434', 'http://ollama:11434')).toBe(
    'ollama answered at [address]',
  );
});
