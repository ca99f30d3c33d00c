import { Client } from '@overmind/client/http';
import type { RunJob } from '@overmind/contracts/entities/run';
import { AppError } from '@overmind/contracts/errors';
import { endAgentToken, issueAgentToken, renewAgentToken } from '@overmind/contracts/routes/runner-work';
import { timeLimit } from '@overmind/outbound/time-limit';
import { messageOf } from '../../../log.ts';
import type { RunCredential } from '../../run-credential.ts';

export interface AgentAccessOptions {
  job: RunJob;
  server: { url: string; token: string };
  renewMs: number;
  answerMs: number;
}

/**
 * A token with which the coding agent of one run calls the server. It holds for an hour and is renewed while the agent
 * works, so that what the agent was started with goes on being right; it ends with the agent, before the checks.
 */
export class AgentAccess implements RunCredential {
  token: string | null = null;
  fault: string | null = null;
  readonly #options: AgentAccessOptions;
  readonly #client: Client;
  #timer: NodeJS.Timeout | null = null;
  #ended: Promise<void> | null = null;

  constructor(options: AgentAccessOptions) {
    this.#options = options;
    this.#client = new Client({ baseUrl: options.server.url, token: options.server.token });
  }

  get secrets(): string[] {
    return this.token === null ? [] : [this.token];
  }

  /** As the command line of the product reads them; the ids are those for which the token is. */
  get variables(): Record<string, string> {
    if (this.token === null) return {};
    const { job, server } = this.#options;
    return {
      OVERMIND_SERVER: server.url,
      OVERMIND_TOKEN: this.token,
      OVERMIND_TASK_ID: job.task.id,
      OVERMIND_PROJECT_ID: job.project.id,
    };
  }

  /** Never rejects: an agent without a token does its work all the same. */
  async open(signal: AbortSignal): Promise<void> {
    try {
      const answer = await this.#client.call(issueAgentToken, this.#asking(signal));
      this.token = issueAgentToken.response.parse(answer).token;
      this.#timer = setInterval(() => void this.#renew(), this.#options.renewMs).unref();
    } catch (error) {
      // A server of an older version knows of no such tokens.
      if (error instanceof AppError && error.code === 'not_found') return;
      this.fault = `The agent gets no token with which to call the server: ${messageOf(error)}`;
    }
  }

  /** The agent is gone. Whatever becomes of this call, the token ends within its hour and with the run. */
  end(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    if (this.token !== null) this.#ended ??= this.#tell(endAgentToken);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
    await this.#ended;
  }

  #renew(): Promise<void> {
    return this.#tell(renewAgentToken);
  }

  /** One that does not get through is made good by the next, well within the hour. */
  async #tell(route: typeof renewAgentToken | typeof endAgentToken): Promise<void> {
    await this.#client.call(route, this.#asking()).catch(() => {});
  }

  #asking(signal?: AbortSignal) {
    const { job, answerMs } = this.#options;
    const bound = timeLimit(answerMs);
    return {
      params: { id: job.run.id },
      body: { lease_token: job.lease_token },
      signal: signal === undefined ? bound : AbortSignal.any([signal, bound]),
    };
  }
}
