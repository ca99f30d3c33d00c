import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { MockApi } from './api.ts';
import { createFeed } from './socket.ts';
import { serveStatic } from './static-files.ts';

const siteRoot = process.env['MOCK_SITE'] ?? join(import.meta.dirname, '../../out');

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  if (request.headers['content-type'] !== 'application/json') return {};
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

export interface MockOptions {
  port?: number;
  isSetUp?: boolean;
}

/** The exported site and a mock of the API on one loopback port, to look at the pages. */
export async function startMock({ port = 0, isSetUp = true }: MockOptions = {}) {
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://mock');
      if (!url.pathname.startsWith('/api/')) return serveStatic(siteRoot, url.pathname, response);
      const body = await readJson(request);
      const reply = api.answer(request.method ?? 'GET', url, body, request.headers['if-match']);
      const type = reply.status >= 400 ? 'application/problem+json' : 'application/json';
      response.writeHead(reply.status, { 'content-type': type });
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
    })();
  });
  const feed = createFeed(server);
  const api = new MockApi(feed, isSetUp);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    feed,
    close: () => {
      feed.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const { url } = await startMock({
    port: Number(process.env['PORT'] ?? 4310),
    isSetUp: process.env['MOCK_SETUP'] !== '1',
  });
  console.log(url);
}
