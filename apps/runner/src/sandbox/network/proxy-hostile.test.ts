import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { listen, startProxy } from '../../test-support/proxy.ts';

/** Everything that comes back for these bytes, sent at once. */
async function say(socketPath: string, bytes: string, isEnd = false): Promise<string> {
  const socket = connect(socketPath);
  socket.on('error', () => {});
  socket.write(bytes);
  if (isEnd) socket.end();
  return text(socket);
}

/** A place that keeps all it hears, and answers once it has heard `until`. */
async function startEar(until: string, answer: string) {
  const heard: string[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const index = heard.push('') - 1;
    socket.on('data', (chunk: Buffer) => {
      heard[index] += chunk.toString();
      if (heard[index]?.includes(until) === true) socket.end(answer);
    });
    socket.on('error', () => {});
  });
  return { port: await listen(server), heard };
}

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok';

it('carries what was sent together with the request for a tunnel, first and once', async () => {
  const { port, heard } = await startEar('second', 'third');
  const { socketPath } = await startProxy([`127.0.0.1:${port}`]);
  const socket = connect(socketPath);
  onTestFinished(() => void socket.destroy());
  socket.write(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\nhost: x\r\n\r\nfirst `);
  await once(socket, 'data');
  socket.write('second');
  expect(await text(socket)).toBe('third');
  expect(heard).toEqual(['first second']);
});

it('goes on listening to a place whose caller has said all', async () => {
  const { port } = await startEar('ping', 'pong');
  const { socketPath } = await startProxy([`127.0.0.1:${port}`]);
  const answer = await say(socketPath, `CONNECT 127.0.0.1:${port} HTTP/1.1\r\nhost: x\r\n\r\nping`, true);
  expect(answer.endsWith('pong')).toBe(true);
});

it('refuses a request whose length is said in two ways, before anything is passed on', async () => {
  const { port, heard } = await startEar('smuggled', ok);
  const { socketPath } = await startProxy([`127.0.0.1:${port}`]);
  const body = '0\r\n\r\nGET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n';
  for (const lengths of [
    `content-length: ${body.length}\r\ntransfer-encoding: chunked`,
    `transfer-encoding: chunked\r\ncontent-length: ${body.length}`,
    'content-length: 1\r\ncontent-length: 2',
    'transfer-encoding: identity, chunked, identity',
    'transfer-encoding : chunked',
  ]) {
    const head = `POST http://127.0.0.1:${port}/ HTTP/1.1\r\nhost: x\r\n${lengths}\r\n\r\n`;
    expect(await say(socketPath, head + body)).toMatch(/^HTTP\/1\.1 400 /);
  }
  expect(heard.join('')).not.toContain('smuggled');
});

it('keeps the body of a request apart from the next one, whatever its method', async () => {
  const { port, heard } = await startEar('0\r\n\r\n', ok);
  const { socketPath } = await startProxy([`127.0.0.1:${port}`]);
  const inner = 'GET /inner HTTP/1.1\r\nhost: x\r\n\r\n';
  const chunk = `${inner.length.toString(16)}\r\n${inner}\r\n0\r\n\r\n`;
  const head = `GET http://127.0.0.1:${port}/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n`;
  expect(await say(socketPath, head + chunk)).toMatch(/^HTTP\/1\.1 200 /);
  expect(heard).toHaveLength(1);
  expect(heard[0]?.toLowerCase()).toContain('transfer-encoding: chunked');
  expect(heard[0]).toContain(`\r\n\r\n${chunk}`);
});

it('passes on nothing that is between it and its client', async () => {
  const { port, heard } = await startEar('\r\n\r\n', ok);
  const { socketPath } = await startProxy([`127.0.0.1:${port}`]);
  const own =
    'proxy-authorization: Basic eDp5\r\nconnection: close, x-private\r\nx-private: 1\r\nupgrade: h2c\r\n';
  await say(
    socketPath,
    `GET http://127.0.0.1:${port}/ HTTP/1.1\r\nhost: other.example.org\r\n${own}x-kept: 2\r\n\r\n`,
  );
  expect(heard[0]?.toLowerCase()).toContain('x-kept: 2');
  expect(heard[0]).toContain(`127.0.0.1:${port}`);
  expect(heard[0]).not.toMatch(/proxy-authorization|x-private|upgrade|other\.example/i);
});

it('bounds the head of a request in size', async () => {
  const { socketPath } = await startProxy(['example.org']);
  const head = `GET http://example.org/ HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(64 * 1024)}\r\n\r\n`;
  expect(await say(socketPath, head)).toMatch(/^HTTP\/1\.1 431 /);
});

it('does not wait for ever for the head of a request', async () => {
  const { socketPath } = await startProxy(['example.org'], undefined, 20);
  expect(await say(socketPath, 'GET http://example.org/ HTTP/1.1\r\nhost: x\r\n')).toMatch(
    /^HTTP\/1\.1 408 /,
  );
});

it('judges an address given in IPv6 as any other', async () => {
  const { port } = await startEar('\r\n\r\n', ok);
  const { socketPath, told } = await startProxy([`127.0.0.1:${port}`, 'example.org']);
  for (const address of ['[::ffff:169.254.169.254]:80', '[fe80::1]:80', '[fd00::1]:443'])
    expect(await say(socketPath, `CONNECT ${address} HTTP/1.1\r\nhost: x\r\n\r\n`)).toMatch(/ 403 /);
  expect(told).toHaveLength(3);
});
