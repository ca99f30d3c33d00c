import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

interface Asked {
  runId: string;
  verb: 'issue' | 'renew' | 'end';
  leaseToken: string;
}

const place = /^\/api\/runs\/([^/]+)\/agent-token(?:\/(renew|end))?$/;

/** The part of the server that gives runs' agents their tokens, and answers what they call it for. */
export class AgentTokens {
  readonly asked: Asked[] = [];
  /** The status of every answer to a runner; null gives tokens. */
  refusal: number | null = null;
  /** By run, the last one that was given. */
  readonly issued = new Map<string, string>();
  /** What was called with a token that holds. */
  readonly calls: { runId: string; path: string }[] = [];
  readonly #live = new Map<string, string>();

  verbsOf(runId: string): Asked['verb'][] {
    return this.asked.filter((each) => each.runId === runId).map(({ verb }) => verb);
  }

  /** False for what is none of its business. */
  serve(request: IncomingMessage, response: ServerResponse, runnerToken: string): boolean {
    const bearer = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const [, runId, verb = 'issue'] = place.exec(request.url ?? '') ?? [];
    if (runId !== undefined && bearer === runnerToken) {
      void this.#answer(runId, verb as Asked['verb'], request, response);
      return true;
    }
    if (request.method !== 'GET') return false;
    const holder = this.#live.get(bearer);
    if (holder !== undefined) this.calls.push({ runId: holder, path: request.url ?? '' });
    response.writeHead(holder === undefined ? 401 : 200).end(holder === undefined ? 'unknown' : 'known');
    return true;
  }

  async #answer(
    runId: string,
    verb: Asked['verb'],
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { lease_token: leaseToken } = JSON.parse(Buffer.concat(chunks).toString()) as {
      lease_token: string;
    };
    this.asked.push({ runId, verb, leaseToken });
    if (this.refusal !== null) return void response.writeHead(this.refusal).end();
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    if (verb === 'end') {
      this.#live.delete(this.issued.get(runId) ?? '');
      return void response.writeHead(204).end();
    }
    if (verb === 'renew') return void response.writeHead(200).end(JSON.stringify({ expires_at }));
    const token = `oma_${randomBytes(32).toString('base64url')}`;
    this.issued.set(runId, token);
    this.#live.set(token, runId);
    response.writeHead(201).end(JSON.stringify({ token, expires_at }));
  }
}
