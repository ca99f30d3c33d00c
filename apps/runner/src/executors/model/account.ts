import { Client } from '@overmind/client/http';
import type { ModelCall } from '@overmind/contracts/entities/model';
import type { PromptUse } from '@overmind/contracts/entities/model-call';
import type { RunJob } from '@overmind/contracts/entities/run';
import { AppError } from '@overmind/contracts/errors';
import {
  enterRunCall,
  holdForRunCall,
  RunCallHold,
  RunModelCall,
} from '@overmind/contracts/routes/runner-model-calls';
import type { Budgets } from '@overmind/models/ports';
import { timeLimit } from '@overmind/outbound/time-limit';
import { monotonicMs, pause } from '../../clock.ts';
import { messageOf } from '../../log.ts';
import { howToDeclareHere } from './access.ts';

export interface AccountOptions {
  job: Pick<RunJob, 'run' | 'lease_token'>;
  /** By name, where it is one who calls. */
  reviewer: string | null;
  server: { url: string; token: string };
  signal: AbortSignal;
  /** Says why it waits. */
  tell: (sentence: string) => void;
  bounds?: Partial<AccountBounds>;
}

interface AccountBounds {
  answerMs: number;
  againMs: number;
  /** How long other calls that are in the way are waited for. */
  mostHeldMs: number;
}

const usualBounds: AccountBounds = { answerMs: 5_000, againMs: 2_000, mostHeldMs: 10 * 60_000 };

interface OpenCall {
  call: RunModelCall;
  prompt: PromptUse | null;
  isRefused: boolean;
}

/** When each began by the server's clock, by its id; null where the server did not say. */
export type OpenCalls = ReadonlyMap<string, string | null>;

/** The server is away, or too busy: it will answer later. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof AppError) || ['internal', 'unavailable', 'rate_limited'].includes(error.code);

const refused = (detail: string, isHeld = false) => ({ ok: false, detail, isHeld }) as const;

/**
 * The budgets of the server, for the calls that one talk of a run makes: no call begins before what it may take is set
 * aside there, and none that may cost something does while the server cannot be asked.
 */
export class Account implements Budgets {
  readonly #options: AccountOptions;
  readonly #bounds: AccountBounds;
  readonly #client: Client;
  readonly #startedAt = new Map<string, string>();
  /** Calls that the server is not known to have entered, by their id. */
  readonly #open = new Map<string, OpenCall>();

  constructor(options: AccountOptions) {
    this.#options = options;
    this.#bounds = { ...usualBounds, ...options.bounds };
    this.#client = new Client({ baseUrl: options.server.url, token: options.server.token });
  }

  reserve: Budgets['reserve'] = async (_scope, micros, { id, takenMicros, isLast, isUndeclared }) => {
    // What is free needs nobody's leave, and goes on while the server is away.
    if (micros === 0 && takenMicros === 0) return reserved([]);
    const { signal } = this.#options;
    const askedAt = monotonicMs();
    for (let isTold = false; !signal.aborted; await pause(this.#bounds.againMs, signal)) {
      // What they still hold may be what is in the way.
      await this.#enterOpen();
      const answer = await this.#ask(id, micros, takenMicros);
      if (answer?.ok === true) {
        this.#startedAt.set(id, answer.started_at);
        return reserved(answer.warnings);
      }
      const isOver = !isLast || monotonicMs() - askedAt >= this.#bounds.mostHeldMs;
      if (answer !== null && (!answer.is_held || isOver)) {
        const remedy = micros === null && isUndeclared ? `; ${howToDeclareHere}` : '';
        return refused(`${answer.detail}${remedy}`, answer.is_held);
      }
      if (!isTold) this.#options.tell(waitingFor(answer?.detail ?? null));
      isTold = true;
    }
    return refused('the run was stopped', true);
  };

  /** What does not get through is entered again before the next call, and when the talk ends. */
  async enter({ id, ...made }: ModelCall, prompt: PromptUse | null): Promise<void> {
    const call = RunModelCall.parse(made);
    this.#open.set(id, { call, prompt, isRefused: false });
    await this.#enterOpen();
  }

  /** The calls to be told with the end of the run, by their id: whether the server has them in its ledger is not known. */
  async close(): Promise<OpenCalls> {
    await this.#enterOpen();
    return new Map([...this.#open.keys()].map((id) => [id, this.#startedAt.get(id) ?? null]));
  }

  /** One after the other, as long as the server takes them. One that it refuses is left to the end of the run. */
  async #enterOpen(): Promise<void> {
    for (const [id, open] of [...this.#open]) {
      if (open.isRefused) continue;
      try {
        await this.#client.call(enterRunCall, { ...this.#of(id), body: this.#bodyOf(id, open) });
        this.#open.delete(id);
        this.#startedAt.delete(id);
      } catch (error) {
        if (!isPassing(error)) {
          open.isRefused = true;
          continue;
        }
        // It goes last: one that the server keeps failing at is in no other's way.
        if (this.#open.delete(id)) this.#open.set(id, open);
        return;
      }
    }
  }

  #bodyOf(id: string, { call, prompt }: OpenCall) {
    const { job, reviewer } = this.#options;
    const started_at = this.#startedAt.get(id) ?? null;
    const use = prompt === null ? {} : { prompt };
    return { lease_token: job.lease_token, started_at, reviewer, call, ...use };
  }

  /** Null while the server gives no answer. */
  async #ask(id: string, micros: number | null, takenMicros: number): Promise<RunCallHold | null> {
    const { lease_token } = this.#options.job;
    const started_at = this.#startedAt.get(id) ?? null;
    const body = { lease_token, started_at, micros, taken_micros: takenMicros };
    try {
      return RunCallHold.parse(await this.#client.call(holdForRunCall, { ...this.#of(id), body }));
    } catch (error) {
      if (isPassing(error)) return null;
      return { ok: false, detail: `its budgets could not be asked: ${messageOf(error)}`, is_held: false };
    }
  }

  #of(callId: string) {
    const { run } = this.#options.job;
    // What was taken is told also when the run was stopped over it.
    return { params: { id: run.id, call_id: callId }, signal: timeLimit(this.#bounds.answerMs) };
  }
}

/** The server's record of the call takes the place of what was set aside. */
const reserved = (warnings: string[]) =>
  ({ ok: true, reservation: { warnings, settle: async () => {} } }) as const;

const waitingFor = (detail: string | null): string =>
  detail === null
    ? 'The server cannot be asked for room in the budgets; the model is called when it can.'
    : `The model is called when other calls have ended: ${detail}.`;
