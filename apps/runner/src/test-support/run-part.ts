import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

/** What a runner asks about something of a run, such as a call of a model. */
export interface RunQuestion {
  runId: string;
  id: string;
  /** Its path ends with the verb. */
  hasVerb: boolean;
  body: unknown;
}
/** A body, nothing (null), or a connection that breaks off before anything is heard. */
type RunAnswer = { body: object | null } | 'lost';

/** A part of the server that runs ask, as strict as the real one in what it takes. */
export abstract class RunPart {
  /** The status of every answer; null answers. */
  refusal: number | null = null;
  /** What a refusal says; nothing when null. */
  problem: { code: string; detail: string } | null = null;
  readonly #place: RegExp;

  constructor({ resource, verb }: { resource: string; verb: string }) {
    this.#place = new RegExp(`^/api/runs/([^/]+)/${resource}/([^/]+)(/${verb})?$`);
  }

  protected abstract take(question: RunQuestion): RunAnswer | Promise<RunAnswer>;

  /** False for what is none of its business. */
  serve(request: IncomingMessage, response: ServerResponse, runnerToken: string): boolean {
    const [, runId, id, verb] = this.#place.exec(request.url ?? '') ?? [];
    if (runId === undefined || id === undefined) return false;
    const isRunner = request.headers.authorization === `Bearer ${runnerToken}`;
    if (isRunner) void this.#answer({ runId, id, hasVerb: verb !== undefined }, request, response);
    else response.writeHead(401).end();
    return true;
  }

  async #answer(
    asked: Omit<RunQuestion, 'body'>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const said = await json(request);
    if (this.refusal !== null) {
      const { problem, refusal: status } = this;
      const told = { type: 'about:blank', title: 'No', status, instance: '', ...problem };
      return void response.writeHead(status).end(problem === null ? '' : JSON.stringify(told));
    }
    const answer = await this.take({ ...asked, body: said });
    if (answer === 'lost') return void response.destroy();
    if (answer.body === null) return void response.writeHead(204).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  }
}
