import { type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** Of one connection only (RFC 9110, 7.6.1), and what a client says to its proxy. */
const ofOneHop = /^(connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|proxy-.*)$/;

/** A plain request on the connection that was opened to where its address leads, and its answer. */
export function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  { url, upstream }: { url: URL; upstream: Socket },
): void {
  // Whoever asked may have left while the connection was opened.
  if (response.destroyed) return void upstream.destroy();
  const outgoing = request({
    createConnection: () => upstream,
    method: incoming.method,
    path: url.pathname + url.search,
    headers: {
      ...passedOn(incoming.headers),
      ...{ host: url.host, connection: 'close' },
      // Said anew, or a body where none is usual would look like a second request to whoever answers.
      ...(incoming.headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' }),
    },
  });
  outgoing.on('response', (answer) => {
    const status = answer.statusCode ?? 502;
    // Numbers that are no status, and headers that are none, come from whoever answers: they must not end us.
    try {
      response.writeHead(status >= 200 && status <= 599 ? status : 502, passedOn(answer.headers));
    } catch {
      answer.destroy();
      return void response.destroy();
    }
    pipeline(answer, response).catch(() => response.destroy());
  });
  outgoing.on('error', () => response.destroy());
  // An answer that nobody waits for any more must not hold a connection: only those of clients are counted.
  response.once('close', () => outgoing.destroy());
  pipeline(incoming, outgoing).catch(() => outgoing.destroy());
}

function passedOn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const entries = Object.entries(headers).filter(([name]) => !ofOneHop.test(name) && !named.includes(name));
  return Object.fromEntries(entries);
}
