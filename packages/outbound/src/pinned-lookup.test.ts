import { lookup } from 'node:dns';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ForbiddenAddress, pinnedLookup, type Reach, requireReachable } from './pinned-lookup.ts';

/** A name server that answers what it is told to, each time the next. */
function answering(...answers: string[][]): { look: typeof lookup; asked: () => number } {
  let asked = 0;
  const look = (_host: string, _options: object, done: (error: null, found: object[]) => void): void => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? [];
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return {
    look: Object.assign(look, { __promisify__: promisify(lookup) }) as typeof lookup,
    asked: () => asked,
  };
}

const found = (reach: Reach, look: typeof lookup, all = true): Promise<unknown> =>
  new Promise((resolve, reject) => {
    pinnedLookup(reach, look)('models.example.org', { all }, (error, address) =>
      error === null ? resolve(address) : reject(error),
    );
  });

it.each<[Reach, string[], string[] | null]>([
  ['public', ['93.184.215.14', '10.0.0.1'], ['93.184.215.14']],
  ['public', ['10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1'], null],
  ['local', ['127.0.0.1', '93.184.215.14'], ['127.0.0.1']],
  ['local', ['93.184.215.14'], null],
  ['local', ['169.254.169.254', 'fd00:ec2::254', '::ffff:169.254.169.254'], null],
  ['any', ['10.0.0.1', '93.184.215.14'], ['10.0.0.1', '93.184.215.14']],
])(
  'of what a name stands for, a call that may go to %s is given from %j: %j',
  async (reach, answer, given) => {
    const { look } = answering(answer);
    if (given === null) return expect(found(reach, look)).rejects.toThrow(ForbiddenAddress);
    expect(await found(reach, look)).toMatchObject(given.map((address) => ({ address })));
    expect(await found(reach, look, false)).toBe(given[0]);
  },
);

it('dials what it judged, whatever the name server says next', async () => {
  const { look, asked } = answering(['93.184.215.14'], ['127.0.0.1']);
  expect(await found('public', look, false)).toBe('93.184.215.14');
  expect(asked()).toBe(1);
  await expect(found('public', look)).rejects.toThrow('is at a private address');
});

it('says that a name stands for nothing', async () => {
  await expect(found('any', answering([]).look)).rejects.toThrow('was not found');
});

it.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://017700000001/',
  'http://[::ffff:10.0.0.1]/',
  'http://[::1]/',
  'http://169.254.169.254/latest',
  'http://[fe80::1]/',
  'http://0.0.0.0/',
])('refuses %s where only the internet may be reached', (url) => {
  expect(() => requireReachable(new URL(url), 'public')).toThrow(ForbiddenAddress);
  expect(() => requireReachable(new URL('https://93.184.215.14/'), 'public')).not.toThrow();
});

it('refuses the internet where only this network may be reached', () => {
  expect(() => requireReachable(new URL('https://93.184.215.14/'), 'local')).toThrow(ForbiddenAddress);
  expect(() => requireReachable(new URL('http://[::1]:11434/'), 'local')).not.toThrow();
});
