import { setTimeout as sleep } from 'node:timers/promises';
import type { ListedModel, ProviderTrial } from '@overmind/contracts/entities/model-catalogue';
import { listProviderStates, putProviderState } from '@overmind/db/queries/models/catalogue';
import { afterFailure, afterSuccess, defaultBreakerRule } from '@overmind/domain/models/breaker';
import { ProviderFault } from '@overmind/models/failures/provider-fault';
import { describeModels } from '@overmind/models/providers/describe-models';
import { endpointOf } from '@overmind/models/providers/endpoints';
import { topics } from '../bus/bus.ts';
import type { Core } from '../core.ts';
import { getProvider, listEveryProvider } from '../providers/read.ts';
import type { Checks } from './models.ts';
import { openAccess } from './providers.ts';

const mostWaitMs = 5_000;
const freshMs = { up: 5 * 60_000, down: 30_000 } as const;

/** Asks providers what they offer, and keeps what they say. A provider is asked once at a time. */
export class ProviderChecks implements Checks {
  readonly #core: () => Core;
  readonly #running = new Map<string, Promise<ProviderTrial>>();
  readonly #signal: AbortSignal;

  /** What is asked when the signal is aborted is given up. */
  constructor(core: () => Core, signal: AbortSignal) {
    this.#core = core;
    this.#signal = signal;
  }

  /** Asks now. Whoever asks meanwhile gets the same answer. Throws when the provider is unknown. */
  check(name: string): Promise<ProviderTrial> {
    const running = this.#running.get(name);
    if (running !== undefined) return running;
    const check = this.#ask(name).finally(() => this.#running.delete(name));
    this.#running.set(name, check);
    return check;
  }

  /**
   * Asks those that were not asked lately, in the background: what they said before goes on counting. Only for those
   * of which nothing is known yet it is waited.
   */
  async freshen(): Promise<void> {
    const states = new Map(
      (await listProviderStates(this.#core().db)).map((state) => [state.provider, state]),
    );
    const enabled = (await listEveryProvider(this.#core())).filter(({ is_enabled }) => is_enabled);
    const unknown: Promise<unknown>[] = [];
    for (const { name, base_url } of enabled) {
      const state = states.get(name);
      const isKnown = state !== undefined && state.endpoint === base_url;
      if (isKnown && Date.now() - state.checked_at.getTime() < freshMs[state.status]) continue;
      const check = this.check(name).catch((error: unknown) => this.#tell(name, error));
      if (!isKnown) unknown.push(check);
    }
    if (unknown.length > 0) await waitAtMost(mostWaitMs, Promise.all(unknown));
  }

  #tell(provider: string, error: unknown): void {
    if (this.#signal.aborted) return;
    this.#core().log.warn({ err: error, provider }, 'a provider of models could not be checked');
  }

  async #ask(name: string): Promise<ProviderTrial> {
    const core = this.#core();
    const { base_url: endpoint } = await getProvider(core, name);
    const startedAt = Date.now();
    const said = await this.#models(name);
    const latencyMs = Date.now() - startedAt;
    this.#signal.throwIfAborted();
    const isUp = !(said instanceof ProviderFault);
    const [models, error] = isUp ? [said, null] : [null, said.message];
    this.#tellBreaker(name, isUp ? null : said);
    const status = isUp ? 'up' : 'down';
    await putProviderState(core.db, {
      provider: name,
      endpoint: endpoint ?? '',
      status,
      latencyMs,
      error,
      models,
    });
    core.bus.publish(topics.models, name);
    const checked_at = new Date().toISOString();
    return { is_up: isUp, latency_ms: latencyMs, models: models?.length ?? 0, error, checked_at };
  }

  /** One that answers again is called again at once. What it does not tell of its models says nothing of calls. */
  #tellBreaker(name: string, fault: ProviderFault | null): void {
    const { breakers, clock } = this.#core().models.ports;
    if (fault === null) breakers.write(name, afterSuccess());
    else if (fault.reason === 'unreachable' || fault.reason === 'silent')
      breakers.write(name, afterFailure(breakers.read(name), defaultBreakerRule, clock.now()));
  }

  async #models(name: string): Promise<ListedModel[] | ProviderFault> {
    // One of its own: many that hang on one that lives long are never let go of.
    const given = new AbortController();
    const giveUp = (): void => given.abort();
    this.#signal.addEventListener('abort', giveUp);
    try {
      const access = await openAccess(this.#core(), name);
      if (endpointOf(access) === '') return new ProviderFault('unconfigured', 'has no address');
      return await describeModels(access, given.signal);
    } catch (error) {
      if (error instanceof ProviderFault) return error;
      throw error;
    } finally {
      this.#signal.removeEventListener('abort', giveUp);
    }
  }

  /** Resolves when nothing is asked any more. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }
}

/** A provider that hangs keeps nobody from those that answer. */
async function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  const isEnough = new AbortController();
  try {
    await Promise.race([work, sleep(ms, undefined, { signal: isEnough.signal })]);
  } finally {
    isEnough.abort();
  }
}
