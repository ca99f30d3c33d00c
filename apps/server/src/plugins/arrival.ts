import type { IncomingMessage } from 'node:http';
import { allRoutes } from '@overmind/contracts/routes/all';
import type { AnyRoute } from '@overmind/contracts/routes/route';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const usualMs = 300_000;
/** Of files, as long as they keep coming. Whoever takes those of forms looks after that; for others it is done here. */
export const longestUploadMs = 4 * 3_600_000;

const pathsOf = (kind: AnyRoute['bodyKind']): ReadonlySet<string> =>
  new Set(allRoutes.filter(({ bodyKind }) => bodyKind === kind).map(({ path }) => `/api${path}`));
const forms = pathsOf('multipart');
const files = pathsOf('bytes');

const mayHaveBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** As the server of Node.js itself ends what arrives too slowly, which knows one bound for all requests only. */
function cut({ socket }: IncomingMessage): void {
  if (socket.writable && !socket.destroyed)
    socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
  socket.destroy();
}

function watch({ raw, routeOptions }: FastifyRequest, { raw: answer }: FastifyReply): void {
  if (!mayHaveBody(raw)) return;
  const { url = '' } = routeOptions;
  let waitedMs = 0;
  let seenBytes = raw.socket.bytesRead;
  const keepsComing = (): boolean => {
    const before = seenBytes;
    seenBytes = raw.socket.bytesRead;
    return forms.has(url) || (files.has(url) && seenBytes > before);
  };
  const look = (): void => {
    waitedMs += usualMs;
    if (raw.complete) return;
    const mayGoOn = keepsComing() && !answer.writableEnded && waitedMs < longestUploadMs;
    if (mayGoOn) timer.refresh();
    else cut(raw);
  };
  const timer = setTimeout(look, usualMs);
  timer.unref();
  raw.once('close', () => clearTimeout(timer));
}

/** Bounds how long a request may take to arrive; one that was answered before its end, as any other. */
export function registerArrivalBounds(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    watch(request, reply);
    done();
  });
}
