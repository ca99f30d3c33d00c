import { type IncomingHttpHeaders, request } from 'node:http';
import type { Problem } from '@overmind/contracts/errors';

export interface Sent {
  path: string;
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  /** Text and bytes go as they are, anything else as JSON. */
  body?: unknown;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  text: string;
  /** The body as JSON; throws when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape, broken ones too
  json: any;
  problem: Problem;
}

function encode(body: unknown): { bytes: Buffer | undefined; type: string | undefined } {
  if (body === undefined) return { bytes: undefined, type: undefined };
  if (Buffer.isBuffer(body)) return { bytes: body, type: 'application/octet-stream' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { bytes: Buffer.from(text), type: 'application/json' };
}

/** One request as it is written here, nothing normalised: what no well-behaved client would send, too. */
export function send(server: { port: number }, sent: Sent): Promise<Answer> {
  const { bytes, type } = encode(sent.body);
  const headers: Record<string, string> = {
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(bytes === undefined || sent.headers?.['transfer-encoding']
      ? {}
      : { 'content-length': String(bytes.length) }),
    ...(sent.token === undefined ? {} : { authorization: `Bearer ${sent.token}` }),
    ...sent.headers,
  };
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, path: sent.path, agent: false as const };
    const outgoing = request({ ...options, method: sent.method ?? 'GET', headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const all = Buffer.concat(chunks);
        resolve(toAnswer(incoming.statusCode ?? 0, incoming.headers, all));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

function toAnswer(status: number, headers: IncomingHttpHeaders, bytes: Buffer): Answer {
  const text = bytes.toString('utf8');
  return {
    ...{ status, headers, bytes, text },
    get json() {
      return JSON.parse(text);
    },
    get problem() {
      return JSON.parse(text) as Problem;
    },
  };
}
