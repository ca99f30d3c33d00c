import type { IncomingMessage } from 'node:http';
import { allRoutes } from '@overmind/contracts/routes/all';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const usualMs = 300_000;
/** Of files that people send: as long as they keep coming, which whoever takes them looks after. */
export const longestUploadMs = 4 * 3_600_000;

const forms = new Set(
  allRoutes.filter(({ bodyKind }) => bodyKind === 'multipart').map(({ path }) => `/api${path}`),
);

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
  const isForm = forms.has(routeOptions.url ?? '');
  let waitedMs = 0;
  const look = (): void => {
    waitedMs += usualMs;
    if (raw.complete) return;
    const mayGoOn = isForm && !answer.writableEnded && waitedMs < longestUploadMs;
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
