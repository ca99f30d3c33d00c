import { createServer as createHttpServer, request } from 'node:http';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { listen, startProxy } from '../../test-support/proxy.ts';

/** The status of a CONNECT, and what came through the tunnel. */
function tunnel(socketPath: string, path: string): Promise<{ status: number; heard: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, method: 'CONNECT', path });
    asked.on('error', reject);
    asked.on('connect', (response, socket, head) => {
      let heard = head.toString();
      socket.on('data', (chunk: Buffer) => {
        heard += chunk.toString();
      });
      socket.on('close', () => resolve({ status: response.statusCode ?? 0, heard }));
      socket.on('error', () => {});
      socket.end('ping');
    });
    asked.end();
  });
}

it('carries bytes to an allowed place and back', async () => {
  const port = await listen(
    createServer((socket) => socket.on('data', (data) => socket.end(`${data} pong`))),
  );
  const { socketPath, told } = await startProxy([`127.0.0.1:${port}`]);
  expect(await tunnel(socketPath, `127.0.0.1:${port}`)).toEqual({ status: 200, heard: 'ping pong' });
  expect(told).toEqual([]);
});

it('refuses what is not listed, and tells it once for each place', async () => {
  const { socketPath, told } = await startProxy(['example.org']);
  for (const place of [
    'example.net:443',
    'example.net:443',
    'example.net:80',
    '[::1]:80',
    '169.254.169.254:80',
  ])
    expect((await tunnel(socketPath, place)).status).toBe(403);
  expect(told).toEqual([
    "Blocked: example.net:443 is not in the agent's allowed hosts",
    "Blocked: example.net:80 is not in the agent's allowed hosts",
    "Blocked: ::1:80 is not in the agent's allowed hosts",
    "Blocked: 169.254.169.254:80 is not in the agent's allowed hosts",
  ]);
});

it('gives up a plain request when whoever asked breaks off before the answer', async () => {
  let begin: () => void = () => {};
  let end: () => void = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  const silent = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', begin).once('close', end);
  });
  const port = await listen(silent);
  const { socketPath } = await startProxy([`127.0.0.1:${port}`]);
  const asked = request({ socketPath, path: `http://127.0.0.1:${port}/` });
  asked.on('error', () => {});
  asked.end();
  await begun;
  asked.destroy();
  await ended;
});

it('outlives an answer that is none of HTTP', async () => {
  const answers = ['HTTP/1.1 042 x\r\n\r\n', 'HTTP/1.1 999 x\r\ncontent-length: 2\r\n\r\nok'];
  const port = await listen(
    createServer((socket) => socket.once('data', () => socket.end(answers.shift() ?? ''))),
  );
  const { socketPath } = await startProxy([`127.0.0.1:${port}`]);
  const ask = () =>
    new Promise<number>((resolve) => {
      const asked = request({ socketPath, path: `http://127.0.0.1:${port}/` }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.on('error', () => resolve(0));
      asked.end();
    });
  expect(await ask()).toBe(502);
  expect(await ask()).toBe(502);
  expect((await tunnel(socketPath, 'example.net:443')).status).toBe(403);
});

it('is not led into the private network by what an allowed name stands for', async () => {
  let connections = 0;
  const port = await listen(createServer((socket) => socket.end(`connection ${++connections}`)));
  const answers = [['127.0.0.1'], ['::ffff:127.0.0.1'], ['10.0.0.1', '169.254.169.254']];
  const { socketPath } = await startProxy(['rebinds.example.org'], async () => answers.shift() ?? []);
  for (const status of [403, 403, 403, 502])
    expect((await tunnel(socketPath, `rebinds.example.org:${port}`)).status).toBe(status);
  expect(connections).toBe(0);
});

it('asks for an address once, so that a second answer cannot lead elsewhere', async () => {
  const port = await listen(createServer((socket) => socket.end('here')));
  let lookups = 0;
  const lookup = async () => (++lookups === 1 ? ['127.0.0.1'] : ['10.0.0.1']);
  const { socketPath } = await startProxy(['pinned.example.org', `127.0.0.1:${port}`], lookup);
  expect((await tunnel(socketPath, `pinned.example.org:${port}`)).heard).toBe('here');
  expect(lookups).toBe(1);
});

it('forwards plain requests with the host that was judged, not the one a header claims', async () => {
  const seen: (string | undefined)[] = [];
  const port = await listen(
    createHttpServer((incoming, response) => {
      seen.push(incoming.headers.host);
      response.end(`${incoming.method} ${incoming.url}`);
    }),
  );
  const { socketPath } = await startProxy([`127.0.0.1:${port}`]);
  const ask = (path: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const asked = request({ socketPath, path, headers: { host: 'elsewhere.example.org' } }, (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => {
          body += chunk.toString();
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      });
      asked.on('error', reject);
      asked.end();
    });
  expect(await ask(`http://127.0.0.1:${port}/a?b=c`)).toEqual({ status: 200, body: 'GET /a?b=c' });
  expect(seen).toEqual([`127.0.0.1:${port}`]);
  expect((await ask('http://example.net/')).status).toBe(403);
  expect((await ask('/relative')).status).toBe(400);
});
