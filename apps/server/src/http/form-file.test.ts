import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { AppError } from '@overmind/contracts/errors';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { formType, toForm } from '../test-support/form.ts';
import { readFormFile } from './form-file.ts';

afterEach(() => {
  vi.useRealTimers();
});

const form = toForm([{ name: 'file', fileName: 'talk.wav', content: 'x'.repeat(600) }]);

/** A form that arrives in pieces, by the clock of the test. */
async function receive() {
  const taken: Buffer[] = [];
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sender: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(() => {
    sender.destroy();
    server.close();
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  sender.write(
    `POST / HTTP/1.1\r\nhost: x\r\ncontent-type: ${formType}\r\ncontent-length: ${form.length}\r\n\r\n`,
  );
  const [request] = (await once(server, 'request')) as [IncomingMessage];
  const result = readFormFile(request, [], async ({ content }) => {
    for await (const chunk of content) taken.push(chunk as Buffer);
    return Buffer.concat(taken).length;
  }).catch((error: unknown) => (error instanceof AppError ? error.code : error));
  const send = async (piece: Buffer) => {
    const arrived = once(request, 'data');
    sender.write(piece);
    await arrived;
  };
  return { send, result };
}

it('takes a file for as long as it keeps coming', async () => {
  const { send, result } = await receive();
  for (let at = 0; at < form.length; at += 50) {
    await send(form.subarray(at, at + 50));
    vi.advanceTimersByTime(59_000);
  }
  expect(await result).toBe(600);
});

it.each([
  ['before its file', 20],
  ['in its file', 300],
])('gives up a form of which nothing more comes %s', async (_where, bytes) => {
  const { send, result } = await receive();
  await send(form.subarray(0, bytes));
  vi.advanceTimersByTime(60_000);
  expect(await result).toBe('request_timeout');
});
