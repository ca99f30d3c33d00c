import { isLocalUrl } from '@overmind/outbound/addresses';
import { expect, test } from 'vitest';
import { placeOf } from './place.ts';

test.each([
  ['http://localhost:1', true],
  ['http://127.9.9.9/v1', true],
  ['http://[::1]:8080', true],
  ['http://192.168.1.4', true],
  ['http://[fd00::1]', true],
  ['http://[fe80::1]', true],
  ['http://[::ffff:10.0.0.1]', true],
  ['http://2130706433', true],
  ['http://0x7f.1', true],
  ['http://[2002:0a00:0001::]', false],
  ['http://[::ffff:8.8.8.8]', false],
  ['https://10.example.org', false],
  ['https://fcabc.example.org', false],
  ['https://api.example.org', false],
  ['http://8.8.8.8', false],
])('%s is local: %s', (url, isLocal) => {
  expect(isLocalUrl(url)).toBe(isLocal);
});

test('a model that its provider passes on is not local, whatever is said of its provider', () => {
  const place = {
    kind: 'ollama',
    url: 'http://localhost:11434',
    model: 'helper',
    isNear: true,
  } as const;
  expect(placeOf(place)).toEqual({ is_local: true, trains_on_data: 'no' });
  const elsewhere = { is_local: false, trains_on_data: 'unknown' };
  expect(placeOf({ ...place, isRemote: true })).toEqual(elsewhere);
  expect(placeOf({ ...place, model: 'big:cloud' })).toEqual(elsewhere);
});

test.each(['openai_compatible', 'openai'] as const)(
  'a name of a cloud is not local behind a local address of the kind %s, either',
  (kind) => {
    const url = 'http://localhost:11434/v1';
    const place = { kind, url, model: 'gpt-oss:120b-cloud', servesItself: true };
    expect(placeOf(place)).toEqual({ is_local: false, trains_on_data: 'unknown' });
    expect(placeOf({ ...place, url: 'http://box.example/v1', isNear: true }).is_local).toBe(false);
    expect(placeOf({ ...place, model: 'gpt-oss:120b' }).is_local).toBe(true);
  },
);

test.each(['openai_compatible', 'openai', 'anthropic', 'openrouter'] as const)(
  'a server near by of the kind %s is local only once it is declared as one that passes nothing on',
  (kind) => {
    const gateway = { kind, url: 'http://127.0.0.1:4000/v1', model: 'gpt-4o' };
    const undeclared = { is_local: false, is_undeclared: true, trains_on_data: 'unknown' };
    expect(placeOf(gateway)).toEqual(undeclared);
    expect(placeOf({ ...gateway, statedHosts: ['127.0.0.1'] })).toEqual({
      ...undeclared,
      trains_on_data: 'no',
    });
    expect(placeOf({ ...gateway, servesItself: true })).toEqual({ is_local: true, trains_on_data: 'no' });
    const far = { ...gateway, url: 'https://models.example.org/v1', servesItself: true };
    expect(placeOf(far)).toEqual({ is_local: false, trains_on_data: 'unknown' });
  },
);

test('the terms of a provider hold for its models whatever they are called', () => {
  const place = { kind: 'openrouter', url: 'https://openrouter.ai/api/v1', model: 'some/big-cloud' } as const;
  expect(placeOf(place)).toEqual({ is_local: false, trains_on_data: 'no' });
});
