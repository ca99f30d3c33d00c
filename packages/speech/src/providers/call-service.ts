import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pinnedLookup, type Reach } from '@overmind/outbound/pinned-lookup';
import { timeLimit } from '@overmind/outbound/time-limit';

export interface ServiceCall {
  url: URL;
  key: string | null;
  contentType: string;
  body: Buffer;
  reach: Reach;
  mostBytes: number;
  limitMs: number;
  signal?: AbortSignal | undefined;
}

export interface ServiceAnswer {
  status: number;
  /** As it came; empty where it did not. */
  retryAfter: string;
  body: Buffer;
}

/** One POST with a bound on time and on the answer. A redirect is an answer: nothing follows it with the key. */
export function callService(call: ServiceCall): Promise<ServiceAnswer> {
  const { url, key, contentType, body, reach, mostBytes, limitMs, signal } = call;
  const signals = [timeLimit(limitMs), ...(signal ? [signal] : [])];
  const options = {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'content-length': body.length,
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    },
    signal: AbortSignal.any(signals),
    lookup: pinnedLookup(reach),
    agent: false as const,
  };
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > mostBytes) request.destroy(new Error('it answered with too much'));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, retryAfter: headers['retry-after'] ?? '', body: Buffer.concat(chunks) });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
