import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiCall, callApi } from './api-request.ts';

let server: Server;
let port: number;
const heard: (string | undefined)[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    heard.push(request.headers.authorization);
    response.end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

/** A name server that answers so, one after the other. */
function names(...answers: string[][]): { lookup: NonNullable<ApiCall['lookup']>; asked: () => number } {
  let asked = 0;
  const lookup = ((_host: string, _options: object, done: (...answer: unknown[]) => void) => {
    const found = answers[Math.min(asked++, answers.length - 1)] ?? [];
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as NonNullable<ApiCall['lookup']>;
  return { lookup, asked: () => asked };
}

const call = (change: Partial<ApiCall>) =>
  callApi({
    ...{ method: 'GET', url: new URL(`http://git.example.org:${port}/`), token: 'secret-token' },
    ...{ signal: AbortSignal.timeout(240_000), mayBePrivate: false, ...change },
  });

it.each([['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['64:ff9b::7f00:1'], ['10.0.0.1'], ['0.0.0.0']])(
  'dials no name that leads to %s',
  async (address) => {
    await expect(call({ lookup: names([address]).lookup })).rejects.toThrow(/private address/);
    expect(heard).toEqual([]);
  },
);

it('dials the address that was judged, whatever the name leads to a moment later', async () => {
  // The first is given to nobody, so nothing answers there; on loopback the server would.
  const { lookup, asked } = names(['2fff::1'], ['127.0.0.1']);
  const signal = AbortSignal.timeout(500);
  await expect(call({ lookup, signal })).rejects.toThrow();
  expect([asked(), heard]).toEqual([1, []]);
});

it('dials what it is told may be private', async () => {
  const url = new URL(`http://127.0.0.1:${port}/`);
  expect(await call({ url, mayBePrivate: true })).toEqual({ status: 200, json: {} });
  expect(heard).toEqual(['Bearer secret-token']);
});
