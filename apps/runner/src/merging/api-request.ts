import type { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { ForbiddenAddress, pinnedLookup, requireReachable } from '@overmind/outbound/pinned-lookup';
import { timeLimit } from '@overmind/outbound/time-limit';
import { apiHostsVariable } from './api-place.ts';

export interface ApiCall {
  method: 'GET' | 'POST';
  url: URL;
  token: string | null;
  body?: unknown;
  signal: AbortSignal;
  /** Whether it may be at an address that is not on the public internet. */
  mayBePrivate: boolean;
  lookup?: typeof lookup;
}

export interface ApiReply {
  status: number;
  /** What was read as JSON; null when it was none. */
  json: unknown;
}

/** What went wrong before there was a reply, as a sentence. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
}

const mostBytes = 1024 * 1024;
const callMs = 20_000;

const whyNot = (error: ForbiddenAddress): string =>
  `${error.message}. If that is right, name it in ${apiHostsVariable} of the runner.`;

/** Of an address that stands in the URL itself nobody asks a name server. */
function requirePublic(url: URL): void {
  try {
    requireReachable(url, 'public');
  } catch (error) {
    throw error instanceof ForbiddenAddress ? new ApiError(whyNot(error)) : error;
  }
}

/** One call with a bound on time and size; a redirect is an answer and is not followed. Throws ApiError. */
export async function callApi(call: ApiCall): Promise<ApiReply> {
  const { method, url, token, body, signal } = call;
  if (!call.mayBePrivate) requirePublic(url);
  const bytes = body === undefined ? null : Buffer.from(JSON.stringify(body));
  const options = {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      'user-agent': 'overmind-runner',
      'x-github-api-version': '2022-11-28',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(bytes === null ? {} : { 'content-type': 'application/json', 'content-length': bytes.length }),
    },
    signal: AbortSignal.any([signal, timeLimit(callMs)]),
    ...(call.mayBePrivate ? {} : { lookup: pinnedLookup('public', call.lookup) }),
    agent: false as const,
  };
  return new Promise((resolveReply, reject) => {
    const fail = (error: Error) =>
      reject(
        error instanceof ApiError
          ? error
          : error instanceof ForbiddenAddress
            ? new ApiError(whyNot(error))
            : new ApiError(`${url.origin} could not be asked: ${error.message}`),
      );
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const request = send(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > mostBytes) request.destroy(new ApiError(`${url.origin} answered with too much.`));
        else chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('end', () =>
        resolveReply({ status: response.statusCode ?? 0, json: parse(Buffer.concat(chunks).toString()) }),
      );
    });
    request.on('error', fail);
    request.end(bytes ?? undefined);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
