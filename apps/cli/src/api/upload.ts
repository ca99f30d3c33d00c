import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type CallOutput, routeUrl } from '@overmind/client/http';
import { AppError, Problem } from '@overmind/contracts/errors';
import type { AnyRoute } from '@overmind/contracts/routes/route';
import type { Session } from './session.ts';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function readAnswer(answer: IncomingMessage): Promise<unknown> {
  const value = parseJson(await readAll(answer));
  if (answer.statusCode === 200 || answer.statusCode === 201) return value;
  const problem = Problem.safeParse(value);
  if (problem.success) throw new AppError(problem.data.code, problem.data.detail);
  throw new AppError('internal', `The server answered ${answer.statusCode} without saying why.`);
}

interface Upload<T extends AnyRoute> {
  route: T;
  query: Record<string, string>;
  content: Readable;
  /** Null when it is not known before the end. */
  sizeBytes: number | null;
}

/** Sends a stream of bytes to a route that takes one, however long it takes, and answers what the route does. */
export async function upload<T extends AnyRoute>(
  { url, token }: Session,
  { route, query, content, sizeBytes }: Upload<T>,
): Promise<CallOutput<T>> {
  const address = new URL(routeUrl(url, route, { query }));
  const send = address.protocol === 'https:' ? requestHttps : requestHttp;
  const outgoing = send(address, {
    method: route.method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/octet-stream',
      ...(sizeBytes === null ? {} : { 'content-length': sizeBytes }),
    },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.on('error', (cause) => {
      reject(
        content.errored ?? new AppError('unavailable', `The connection to ${url} broke off.`, { cause }),
      );
    });
  });
  // A refusal may come before all is sent; how the sending ends then counts for nothing.
  pipeline(content, outgoing).catch(() => {});
  try {
    return (await readAnswer(await answered)) as CallOutput<T>;
  } finally {
    outgoing.destroy();
  }
}
