import type { z } from 'zod';
import { describeFailure } from '../failures/describe-failure.ts';
import { ProviderFault } from '../failures/provider-fault.ts';
import { Dispatchers } from '../outbound/dispatchers.ts';
import { guardedFetch } from '../outbound/guarded-fetch.ts';
import { Watch } from '../outbound/watch.ts';
import type { ProviderAccess } from '../ports.ts';
import { headersOf } from './list-models.ts';

const bounds = { firstByteMs: 15_000, idleMs: 15_000, totalMs: 30_000, mostBytes: 8 * 1024 * 1024 };

/**
 * Questions to a provider about itself, all in one time and to its address only. Each throws a ProviderFault whose words
 * hold no address and no secret.
 */
export class ProviderTalk implements AsyncDisposable {
  readonly access: ProviderAccess;
  readonly #dispatchers = new Dispatchers();
  readonly #watch: Watch;

  constructor(access: ProviderAccess, signal: AbortSignal, longest: Partial<typeof bounds> = {}) {
    this.access = access;
    this.#watch = new Watch({ ...bounds, ...longest }, signal);
  }

  async get<T extends z.ZodType>(url: string, schema: T): Promise<z.output<T>> {
    return this.#read(await this.#send(url, {}), schema);
  }

  async post<T extends z.ZodType>(url: string, body: object, schema: T): Promise<z.output<T>> {
    return this.#read(await this.stream(url, body), schema);
  }

  /** The answer as it comes. What its body throws goes through `faultOf`. */
  stream(url: string, body: object): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.#send(url, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    const { reach } = this.access;
    const fetch = guardedFetch({ reach, dispatcher: this.#dispatchers.for(reach), watch: this.#watch });
    try {
      const headers = { ...headersOf(this.access), ...init.headers };
      const response = await fetch(url, { ...init, headers });
      if (response.ok) return response;
      throw await refusalOf(response);
    } catch (error) {
      throw this.faultOf(error);
    }
  }

  async #read<T extends z.ZodType>(response: Response, schema: T): Promise<z.output<T>> {
    try {
      return schema.parse(JSON.parse(await response.text()));
    } catch (error) {
      if (error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError'))
        throw new ProviderFault('bad_answer', 'answered with something else than what was asked for');
      throw this.faultOf(error);
    }
  }

  faultOf(error: unknown): ProviderFault {
    const told = this.#watch.fault ?? error;
    const { reason, words } = describeFailure(told, this.access, Date.now());
    return new ProviderFault(reason, words);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#watch[Symbol.dispose]();
    await this.#dispatchers[Symbol.asyncDispose]();
  }
}

/** What a provider says behind a refusal may be anything; its status says what matters. */
async function refusalOf(response: Response): Promise<ProviderFault> {
  await response.body?.cancel().catch(() => {});
  const { status } = response;
  const isKey = status === 401 || status === 403;
  return new ProviderFault(
    isKey ? 'refused' : status === 429 ? 'rate_limited' : 'provider_failed',
    isKey ? `did not take its key (${status})` : `answered ${status}`,
  );
}
