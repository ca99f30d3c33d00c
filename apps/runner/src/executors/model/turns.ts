import { randomUUID } from 'node:crypto';
import { Client } from '@overmind/client/http';
import type { RunJob } from '@overmind/contracts/entities/run';
import { leaveRunTurn, RunTurn, takeRunTurn } from '@overmind/contracts/routes/runner-model-turns';
import { ProviderFault } from '@overmind/models/failures/provider-fault';
import { originOf, thisMachine } from '@overmind/models/limits/counted-at';
import type { ProviderAccess, Turn, Turns } from '@overmind/models/ports';
import { timeLimit } from '@overmind/outbound/time-limit';
import { monotonicMs, pause } from '../../clock.ts';
import { messageOf } from '../../log.ts';
import { isPassing } from './account.ts';

export interface TurnOptions {
  job: Pick<RunJob, 'run' | 'lease_token' | 'limited_origins'>;
  server: { url: string; token: string };
  /** Says why it waits. */
  tell: (sentence: string) => void;
  bounds?: Partial<TurnBounds>;
}

interface TurnBounds {
  /** How long the server lets one ask wait for its turn. */
  waitS: number;
  answerMs: number;
  againMs: number;
  /** For how long a server without limits is not asked about again. */
  unlimitedMs: number;
  /** How long a server that cannot be asked is waited for, before another model is taken. */
  mostAwayMs: number;
}

const usualBounds: TurnBounds = {
  ...{ waitS: 5, answerMs: 5_000, againMs: 2_000, unlimitedMs: 30_000 },
  mostAwayMs: 10 * 60_000,
};
const unlimited: Turn = { leave: async () => {} };

/**
 * The limits of providers, which the server keeps for all, for the calls that one talk of a run makes. While the server
 * cannot be asked, only what it last said to be without limits is called, and other calls wait for it no longer than the
 * bounds say.
 */
export class ServerTurns implements Turns {
  readonly #options: TurnOptions;
  readonly #bounds: TurnBounds;
  readonly #client: Client;
  readonly #machine = thisMachine();
  /** When the server said that nothing is limited there, by the server that is called. */
  readonly #unlimitedAt = new Map<string, number>();
  /** Turns that are over, which the server is not known to have heard of: what each took. */
  readonly #over = new Map<string, number | null>();

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#bounds = { ...usualBounds, ...options.bounds };
    this.#client = new Client({ baseUrl: options.server.url, token: options.server.token });
  }

  take: Turns['take'] = async ({ access, tokens }, signal) => {
    if (this.#isFresh(originOf(access))) return unlimited;
    const id = randomUUID();
    try {
      return await this.#waitFor(id, access, tokens, signal);
    } catch (error) {
      // It may stand in the line there, or have its turn by now.
      await this.#leave(id, 0);
      signal.throwIfAborted();
      throw error;
    }
  };

  async #waitFor(id: string, access: ProviderAccess, tokens: number, signal: AbortSignal): Promise<Turn> {
    const origin = originOf(access);
    let awayAt: number | null = null;
    for (let told: string | null = null; ; ) {
      signal.throwIfAborted();
      await this.#leaveOver();
      const state = await this.#ask(id, { provider: access.name, origin, tokens }, signal);
      if (state === 'taken') return { leave: (taken) => this.#leave(id, taken) };
      if (state === 'unlimited') this.#unlimitedAt.set(origin, monotonicMs());
      if (state === 'unlimited' || (state === null && this.#mayGoAlone(access.name, origin)))
        return unlimited;
      if (state === 'full')
        throw new ProviderFault('queue_full', 'has too many calls waiting for it already');
      awayAt = state === null ? (awayAt ?? monotonicMs()) : null;
      if (awayAt !== null && monotonicMs() - awayAt >= this.#bounds.mostAwayMs)
        throw new ProviderFault('queue_full', awayForLong);
      const why = state === null ? away : `${access.name} is called when it is the turn of this call.`;
      if (told !== why) this.#options.tell(why);
      told = why;
      if (state === null) await pause(this.#bounds.againMs, signal);
    }
  }

  /** The server is away: whether it last said that nothing is limited there, in this talk or with the job. */
  #mayGoAlone(provider: string, origin: string): boolean {
    const { limited_origins: limited } = this.#options.job;
    const wasSaid = this.#unlimitedAt.has(origin);
    if (!wasSaid && (limited === null || limited.includes(origin))) return false;
    if (!wasSaid)
      this.#options.tell(
        `The server cannot be asked whose turn it is; ${provider} had no limits when this run began, so it is called.`,
      );
    // It is not asked about again for a while.
    this.#unlimitedAt.set(origin, monotonicMs());
    return true;
  }

  /** To be called once nothing more is asked. */
  close(): Promise<void> {
    return this.#leaveOver();
  }

  #isFresh(origin: string): boolean {
    const saidAt = this.#unlimitedAt.get(origin);
    return saidAt !== undefined && monotonicMs() - saidAt < this.#bounds.unlimitedMs;
  }

  /** Null while the server gives no answer. */
  async #ask(
    id: string,
    asked: { provider: string; origin: string; tokens: number },
    signal: AbortSignal,
  ): Promise<RunTurn['state'] | null> {
    const { waitS, answerMs } = this.#bounds;
    const lease_token = this.#options.job.lease_token;
    const body = { ...asked, lease_token, machine: this.#machine, wait_s: waitS };
    const over = AbortSignal.any([signal, timeLimit(waitS * 1_000 + answerMs)]);
    try {
      const input = { params: this.#paramsOf(id), body, signal: over };
      return RunTurn.parse(await this.#client.call(takeRunTurn, input)).state;
    } catch (error) {
      signal.throwIfAborted();
      if (isPassing(error)) return null;
      const why = messageOf(error);
      throw new ProviderFault('queue_full', `is not called: its turn could not be asked for: ${why}`);
    }
  }

  async #leave(id: string, taken: number | null): Promise<void> {
    this.#over.set(id, taken);
    await this.#leaveOver();
  }

  /** One after the other, as long as the server takes them. What it never hears of is free when the run ends. */
  async #leaveOver(): Promise<void> {
    for (const [id, tokens] of [...this.#over]) {
      const signal = timeLimit(this.#bounds.answerMs);
      try {
        await this.#client.call(leaveRunTurn, { params: this.#paramsOf(id), body: { tokens }, signal });
      } catch (error) {
        if (isPassing(error)) return;
      }
      this.#over.delete(id);
    }
  }

  #paramsOf(turnId: string) {
    return { id: this.#options.job.run.id, turn_id: turnId };
  }
}

const awayForLong = 'is not called: the server could not be asked for its turn for too long';
const away = 'The server cannot be asked whose turn it is; the model is called when it can.';
