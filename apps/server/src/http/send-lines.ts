import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Aborted when whoever asked has gone. */
export function untilGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

async function* asText(lines: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}

/** Sends values as they come, one a line of JSON. */
export const sendLines = (reply: FastifyReply, lines: AsyncIterable<unknown>): FastifyReply =>
  reply
    .type('application/x-ndjson; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(Readable.from(asText(lines)));
