import { createServer } from 'node:http';
import { listenOnLoopback } from '@overmind/testing/loopback';
import { expect, it, onTestFinished } from 'vitest';
import { callModel } from '../call-model.ts';
import type { ProviderAccess } from '../ports.ts';
import { makeStand, requestFor } from '../test-support/stand.ts';

/** A model layer whose provider stands at an address that the server behind the port must not be reached by. */
async function calledAt(url: (port: string) => string, reach: ProviderAccess['reach']) {
  let reached = 0;
  const server = createServer((_request, response) => {
    reached += 1;
    response.writeHead(500).end();
  });
  const { url: own, close } = await listenOnLoopback(server);
  onTestFinished(close);
  const baseUrl = `${url(new URL(own).port)}/v1`;
  const provider = { name: 'one', kind: 'openai_compatible' as const, script: [] };
  const { layer } = await makeStand([{ ...provider, access: { baseUrl, reach } }]);
  const error = await callModel(layer, requestFor(['one'], { retry: { most: 0 } })).catch((thrown) => thrown);
  return { reached, error };
}

it.each([
  ['by its address', (port: string) => `http://127.0.0.1:${port}`],
  ['in decimal', (port: string) => `http://2130706433:${port}`],
  ['in short', (port: string) => `http://127.1:${port}`],
  ['in hexadecimal', (port: string) => `http://0x7f000001:${port}`],
  ['as IPv4 in IPv6', (port: string) => `http://[::ffff:127.0.0.1]:${port}`],
  ['by a name that leads there', (port: string) => `http://localhost:${port}`],
  ['as the metadata of a cloud', () => 'http://169.254.169.254'],
])('calls no private place %s where a provider is on the internet', async (_how, url) => {
  const { reached, error } = await calledAt(url, 'public');
  expect(error).toMatchObject({
    ...{ reason: 'forbidden_address', message: expect.stringContaining('is at a private address') },
  });
  expect(reached).toBe(0);
});

it('calls it where it is set up as local, or was allowed', async () => {
  for (const reach of ['local', 'any'] as const)
    expect((await calledAt((port) => `http://localhost:${port}`, reach)).reached).toBe(1);
});

it('shows no password that stands in an address', async () => {
  const { error } = await calledAt((port) => `http://user:pa%24%24word-of-it@127.0.0.1:${port}`, 'local');
  expect(error.message).toContain('[secret]');
  expect(error.message).not.toMatch(/word-of-it/);
});

it('calls nothing elsewhere where a provider is set up as local', async () => {
  const { error } = await calledAt(() => 'http://93.184.215.14', 'local');
  expect(error).toMatchObject({ reason: 'forbidden_address' });
});
