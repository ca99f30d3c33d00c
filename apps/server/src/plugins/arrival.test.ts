import { EventEmitter, once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import Fastify from 'fastify';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { longestUploadMs, registerArrivalBounds } from './arrival.ts';

afterEach(() => {
  vi.useRealTimers();
});

const upload = '/api/conversations/x/recordings';

/** Sends the beginning of a request, by the clock of the test; what the server says of it. */
async function begin(path: string, isAnswered = false) {
  const app = Fastify();
  registerArrivalBounds(app);
  const handled = new EventEmitter();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  app.post('/api/conversations/:id/recordings', async (request, reply) => {
    request.raw.resume();
    if (isAnswered) await reply.send('no');
    handled.emit('request');
    return isAnswered ? reply : new Promise(() => {});
  });
  app.post('/api/projects/import', (request) => {
    request.raw.on('data', () => handled.emit('piece'));
    handled.emit('request');
    return new Promise(() => {});
  });
  app.post('/api/tasks', () => {
    handled.emit('request');
    return new Promise(() => {});
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  onTestFinished(async () => {
    socket.destroy();
    await app.close();
  });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answer = text(socket);
  const arrived = once(handled, 'request');
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: a/b\r\ncontent-length: 9\r\n\r\nx`);
  await arrived;
  const send = async () => {
    const arrived = once(handled, 'piece');
    socket.write('x');
    await arrived;
  };
  return { answer, send };
}

it('ends a request that has not arrived within five minutes', async () => {
  const { answer } = await begin('/api/tasks');
  vi.advanceTimersByTime(300_000);
  expect(await answer).toContain('408');
});

it('lets a file take longer, though not for ever', async () => {
  const { answer } = await begin(upload);
  const seen = vi.fn();
  void answer.then(seen);
  vi.advanceTimersByTime(longestUploadMs - 1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(await answer).toContain('408');
});

it('lets an archive take longer while it keeps coming, and no longer', async () => {
  const { answer, send } = await begin('/api/projects/import');
  const seen = vi.fn();
  void answer.then(seen);
  for (let times = 0; times < 3; times += 1) {
    await send();
    vi.advanceTimersByTime(300_000);
  }
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen).not.toHaveBeenCalled();
  vi.advanceTimersByTime(300_000);
  expect(await answer).toContain('408');
});

it('waits no longer than usual for the rest of a file that was refused', async () => {
  const { answer } = await begin(upload, true);
  vi.advanceTimersByTime(300_000);
  expect(await answer).toMatch(/200 OK[\s\S]*no/);
});
