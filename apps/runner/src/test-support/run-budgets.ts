import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  enterRunCall,
  holdForRunCall,
  type RunCallHold,
} from '@overmind/contracts/routes/runner-model-calls';
import type { z } from 'zod';

interface Held {
  runId: string;
  callId: string;
  body: z.output<(typeof holdForRunCall)['body']>;
}
interface Entered extends Omit<Held, 'body'> {
  body: z.output<(typeof enterRunCall)['body']>;
}

const place = /^\/api\/runs\/([^/]+)\/model-calls\/([^/]+?)(\/hold)?$/;

/** The part of the server that keeps the budgets of runs, as strict as the real one in what it takes. */
export class RunBudgets {
  readonly held: Held[] = [];
  readonly entered: Entered[] = [];
  /** The status of every answer; null answers. */
  refusal: number | null = null;
  /** What a refusal says; nothing when null. */
  problem: { code: string; detail: string } | null = null;
  /** So many of the calls that it enters next hear nothing back. */
  lostAnswers = 0;
  answer: (asked: Held) => RunCallHold = () => ({
    ...{ ok: true, started_at: new Date().toISOString(), warnings: [] },
  });

  /** False for what is none of its business. */
  serve(request: IncomingMessage, response: ServerResponse, runnerToken: string): boolean {
    const [, runId, callId, hold] = place.exec(request.url ?? '') ?? [];
    if (runId === undefined || callId === undefined) return false;
    const isRunner = request.headers.authorization === `Bearer ${runnerToken}`;
    if (isRunner) void this.#answer({ runId, callId, isHold: hold !== undefined }, request, response);
    else response.writeHead(401).end();
    return true;
  }

  async #answer(
    { isHold, ...of }: { runId: string; callId: string; isHold: boolean },
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const said: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (this.refusal !== null) {
      const { problem, refusal: status } = this;
      const said = { type: 'about:blank', title: 'No', status, instance: '', ...problem };
      return void response.writeHead(status).end(problem === null ? '' : JSON.stringify(said));
    }
    if (!isHold) {
      this.entered.push({ ...of, body: enterRunCall.body.parse(said) });
      if (this.lostAnswers-- > 0) return void response.destroy();
      return void response.writeHead(204).end();
    }
    const asked = { ...of, body: holdForRunCall.body.parse(said) };
    this.held.push(asked);
    const answer = JSON.stringify(this.answer(asked));
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  }
}
