import type { IncomingMessage, ServerResponse } from 'node:http';
import { leaveRunTurn, type RunTurn, takeRunTurn } from '@overmind/contracts/routes/runner-model-turns';
import type { z } from 'zod';

interface Taken {
  runId: string;
  turnId: string;
  body: z.output<(typeof takeRunTurn)['body']>;
}
interface Left extends Omit<Taken, 'body'> {
  body: z.output<(typeof leaveRunTurn)['body']>;
}

const place = /^\/api\/runs\/([^/]+)\/model-turns\/([^/]+?)(\/leave)?$/;

/** The part of the server that keeps the limits of providers, as strict as the real one in what it takes. */
export class RunTurns {
  readonly asked: Taken[] = [];
  readonly left: Left[] = [];
  /** The status of every answer; null answers. */
  refusal: number | null = null;
  /** What a refusal says; nothing when null. */
  problem: { code: string; detail: string } | null = null;
  answer: (asked: Taken) => RunTurn['state'] | Promise<RunTurn['state']> = () => 'unlimited';

  /** False for what is none of its business. */
  serve(request: IncomingMessage, response: ServerResponse, runnerToken: string): boolean {
    const [, runId, turnId, leave] = place.exec(request.url ?? '') ?? [];
    if (runId === undefined || turnId === undefined) return false;
    const isRunner = request.headers.authorization === `Bearer ${runnerToken}`;
    if (isRunner) void this.#answer({ runId, turnId, isOver: leave !== undefined }, request, response);
    else response.writeHead(401).end();
    return true;
  }

  async #answer(
    { isOver, ...of }: { runId: string; turnId: string; isOver: boolean },
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const said: unknown = JSON.parse(Buffer.concat(chunks).toString());
    if (this.refusal !== null) {
      const { problem, refusal: status } = this;
      const told = { type: 'about:blank', title: 'No', status, instance: '', ...problem };
      return void response.writeHead(status).end(problem === null ? '' : JSON.stringify(told));
    }
    if (isOver) {
      this.left.push({ ...of, body: leaveRunTurn.body.parse(said) });
      return void response.writeHead(204).end();
    }
    const asked = { ...of, body: takeRunTurn.body.parse(said) };
    this.asked.push(asked);
    const state = await this.answer(asked);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ state }));
  }
}
