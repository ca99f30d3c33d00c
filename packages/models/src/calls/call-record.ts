import { randomUUID } from 'node:crypto';
import type {
  CatalogueEntry,
  CostSource,
  ModelAttempt,
  ModelCall,
  ModelFailureReason,
} from '@overmind/contracts/entities/model';
import type { CallCost, TokenUse } from '@overmind/domain/models/cost';
import { reasonsInWords } from '@overmind/domain/models/reasons';
import { refOf } from '@overmind/domain/models/refs';
import type { Route } from '@overmind/domain/models/route';
import { ModelCallError } from '../failures/model-call-error.ts';
import type { ModelLayer } from '../layer.ts';
import type { CallSpec } from './call-spec.ts';

/** From what is surest to what is not known at all. */
const sources: readonly CostSource[] = ['reported', 'computed', 'estimated', 'unknown'];
/** Of attempts: the first ones, and the last, which says how the call ended. */
const mostKept = 100;
const mostWords = 2_000;
/** As the ledger takes them. */
const mostTokens = 1_000_000_000;

function keptOf(attempts: readonly ModelAttempt[]): Pick<ModelCall, 'attempts' | 'more_attempts'> {
  const more = Math.max(0, attempts.length - mostKept);
  const first = attempts.slice(0, mostKept - 1);
  return { attempts: [...first, ...attempts.slice(first.length + more)], more_attempts: more };
}

/** What becomes of one call, for the ledger. */
export class CallRecord {
  /** As the ledger and the budgets know the call. */
  readonly id = randomUUID();
  readonly attempts: ModelAttempt[] = [];
  readonly warnings = new Set<string>();
  readonly #layer: ModelLayer;
  readonly #spec: CallSpec;
  readonly #route: Route;
  readonly #startedAt: number;
  #use: TokenUse = { input: 0, cachedInput: 0, output: 0 };
  #cost: CallCost = { micros: 0, source: 'reported' };
  #savedMicros: number | null = null;
  #closing: Promise<void> | null = null;

  constructor(layer: ModelLayer, spec: CallSpec, route: Route) {
    this.#layer = layer;
    this.#spec = spec;
    this.#route = route;
    this.#startedAt = layer.ports.clock.now();
  }

  /** The ledger has it, or is about to. */
  get isClosed(): boolean {
    return this.#closing !== null;
  }

  get startedAt(): string {
    return new Date(this.#startedAt).toISOString();
  }

  /** What its attempts took up to now, as far as that is known. */
  get takenMicros(): number {
    return this.#cost.micros ?? 0;
  }

  addAttempt(attempt: ModelAttempt): void {
    this.attempts.push(attempt);
    this.#spec.onAttempt?.(attempt);
  }

  addCost(use: TokenUse, { micros, source }: CallCost): void {
    const { input, cachedInput, output } = this.#use;
    this.#use = {
      input: Math.min(mostTokens, input + use.input),
      cachedInput: Math.min(mostTokens, cachedInput + use.cachedInput),
      output: Math.min(mostTokens, output + use.output),
    };
    const known = this.#cost.micros ?? 0;
    const sum = Math.min(Number.MAX_SAFE_INTEGER, known + (micros ?? 0));
    this.#cost = {
      micros: micros === null && known === 0 ? null : sum,
      source: sources[Math.max(sources.indexOf(source), sources.indexOf(this.#cost.source))] ?? source,
    };
  }

  addSaving(micros: number | null): void {
    this.#savedMicros = micros;
  }

  /** Why there is no answer, told of each model that was tried. */
  error(): ModelCallError {
    const last = new Map(this.attempts.map((attempt) => [attempt.ref, attempt]));
    const told = [...last.values()].map(({ ref, detail }) => ({ ref, words: detail ?? 'failed' }));
    const [reason, message] =
      told.length > 0
        ? [this.attempts.at(-1)?.reason ?? 'provider_failed', reasonsInWords(told)]
        : this.#noCandidate();
    return new ModelCallError(reason, message.slice(0, mostWords), this.attempts);
  }

  abandoned(): ModelCallError {
    return new ModelCallError('aborted', 'The call was given up', this.attempts);
  }

  #noCandidate(): readonly [ModelFailureReason, string] {
    const { excluded } = this.#route;
    if (excluded.length === 0) return ['unconfigured', 'No language model is configured'];
    // Their words begin with the model's name.
    const told = excluded.map(({ ref, detail }) => ({ ref, words: detail.slice(ref.length + 1) }));
    const isTooLong = excluded.every(({ reason }) => reason === 'context_too_small');
    return [isTooLong ? 'context_too_long' : 'unconfigured', reasonsInWords(told)];
  }

  /** Hands the record to the ledger, once. Whoever closes it again waits for that, and hears when it failed. */
  close(status: ModelCall['status'], answeredBy: CatalogueEntry | null): Promise<void> {
    this.#closing ??= this.#record(status, answeredBy);
    this.#layer.unread.delete(this);
    return this.#closing;
  }

  /** Where it went: of the model that answered, else of all that were asked. */
  #isLocal(answeredBy: CatalogueEntry | null): boolean | null {
    if (answeredBy !== null) return answeredBy.is_local;
    const refs = new Set(this.attempts.filter(({ outcome }) => outcome !== 'skipped').map(({ ref }) => ref));
    const asked = this.#route.entries.filter((entry) => refs.has(refOf(entry)));
    return asked.length === 0 ? null : asked.every((entry) => entry.is_local);
  }

  async #record(status: ModelCall['status'], answeredBy: CatalogueEntry | null): Promise<void> {
    const { ports } = this.#layer;
    const call: ModelCall = {
      ...{ id: this.id, scope: this.#spec.scope, status },
      reason: status === 'ok' ? null : status === 'aborted' ? 'aborted' : this.error().reason,
      answered_by: answeredBy === null ? null : refOf(answeredBy),
      is_local: this.#isLocal(answeredBy),
      ...{ privacy: this.#spec.policy.privacy, complexity: this.#route.complexity, re_ask: this.#spec.reAsk },
      ...{ candidates: this.#route.candidates, excluded: this.#route.excluded },
      ...keptOf(this.attempts),
      is_cache_hit: this.attempts.at(-1)?.outcome === 'cache_hit',
      ...{
        input_tokens: this.#use.input,
        output_tokens: this.#use.output,
        cached_tokens: this.#use.cachedInput,
      },
      ...{ cost_micros: this.#cost.micros, cost_source: this.#cost.source, saved_micros: this.#savedMicros },
      warnings: [...this.warnings],
      started_at: this.startedAt,
      latency_ms: Math.max(0, Math.round(ports.clock.now() - this.#startedAt)),
    };
    await ports.ledger.record(call, this.#spec.prompt ?? null);
    this.#spec.onRecorded?.(call);
  }
}
