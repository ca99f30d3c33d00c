import type { CatalogueEntry } from '@overmind/contracts/entities/model';
import { costOf } from '@overmind/domain/models/cost';
import { ProviderFault } from '../failures/provider-fault.ts';
import type { ModelLayer } from '../layer.ts';
import { guardedFetch } from '../outbound/guarded-fetch.ts';
import { seconds, Watch } from '../outbound/watch.ts';
import type { ProviderAccess, Reservation, Turn } from '../ports.ts';
import { realSecretsOf } from '../providers/endpoints.ts';
import { openModel } from '../providers/open-model.ts';
import { settingsOfKind } from '../providers/settings-of-kind.ts';
import type { Answer } from './answer.ts';
import { Attempt, type Held } from './attempt.ts';
import type { CallRecord } from './call-record.ts';
import type { CallSpec, Sending } from './call-spec.ts';
import type { CallTime } from './call-time.ts';
import { hideInAnswer } from './hide-in-answer.ts';
import { Skipped } from './skipped.ts';
import { requireClosedBreakers } from './tell-breakers.ts';

export interface Candidate {
  layer: ModelLayer;
  spec: CallSpec;
  record: CallRecord;
  entry: CatalogueEntry;
  access: ProviderAccess;
  sending: Sending;
  signal: AbortSignal;
  time: CallTime;
  keep: ((answer: Answer) => Promise<void>) | null;
  /** No other is left to be asked. */
  isLast: boolean;
  /** One of another provider is, and is to have some of the time. */
  hasOther: boolean;
}

/** What is set aside counts for a time only, which is meant for the call itself and not for the queue before it. */
const mostQueuedMs = 10_000;

/**
 * Begins an attempt: budgets first, then the provider's limits, after a long wait there the budgets again, then the call.
 * Throws Skipped, or AttemptFailed; what it holds by then it has let go of.
 */
export async function beginAttempt(candidate: Candidate, backoffMs: number): Promise<Attempt> {
  const { layer, entry, signal, time, hasOther } = candidate;
  requireClosedBreakers(layer.ports, entry, false);
  let reservation = await reserveFor(candidate);
  const { clock } = layer.ports;
  const askedAt = clock.now();
  let turn: Turn | null = null;
  try {
    turn = await takeTurn(candidate);
    if (clock.now() - askedAt > mostQueuedMs) reservation = await reserveFor(candidate);
    const late = time.whySkipped(entry, hasOther);
    if (late !== null) throw late;
    requireClosedBreakers(layer.ports, entry, true);
  } catch (error) {
    await turn?.leave(0);
    await reservation.settle(0);
    if (signal.aborted) throw new Skipped('aborted', 'was given up');
    // Whatever the line of a provider tells holds for all of its models.
    throw error instanceof ProviderFault ? new Skipped(error.reason, error.message, true) : error;
  }
  const waitedMs = Math.max(0, Math.round(backoffMs + clock.now() - askedAt));
  const watch = new Watch(time.bounds, signal, time.left(entry, hasOther));
  return send({ ...candidate, reservation, watch, turn, waitedMs }, candidate.spec);
}

async function send(held: Held, spec: CallSpec): Promise<Attempt> {
  const { layer, entry, access, sending, watch } = held;
  const startedAt = layer.ports.clock.now();
  try {
    const fetch = guardedFetch({
      ...{ reach: access.reach, dispatcher: layer.dispatchers.for(access.reach), watch },
    });
    const isUntrained = spec.policy.privacy === 'no_training';
    const model = openModel({ access, model: entry.model, fetch, isUntrained });
    const { stream } = await model.doStream({
      ...sending.options,
      providerOptions: {
        ...sending.options.providerOptions,
        ...settingsOfKind(access.kind, entry, sending.options),
      },
      abortSignal: watch.signal,
    });
    return new Attempt(held, hideInAnswer(stream, realSecretsOf(access)), startedAt);
  } catch (error) {
    throw await new Attempt(held, new ReadableStream(), startedAt).fail(error);
  }
}

async function reserveFor({ layer, spec, record, entry, sending, isLast }: Candidate): Promise<Reservation> {
  const use = { input: sending.inputTokens, cachedInput: 0, output: sending.outputTokens };
  const { id, startedAt, takenMicros } = record;
  const call = { id, startedAt, takenMicros, isLast, isUndeclared: entry.is_undeclared === true };
  const reserved = await layer.ports.budgets.reserve(spec.scope, costOf(use, entry), call);
  if (!reserved.ok)
    throw new Skipped(reserved.isHeld ? 'budget_held' : 'over_budget', `is not called: ${reserved.detail}`);
  for (const warning of reserved.reservation.warnings) record.warnings.add(warning);
  return reserved.reservation;
}

const unlimited: Turn = { leave: async () => {} };

async function takeTurn(candidate: Candidate): Promise<Turn> {
  const { layer, entry, access, sending, signal, time, hasOther } = candidate;
  if (!access.isLimited) return unlimited;
  const { patienceMs } = time.left(entry, hasOther);
  const over = new AbortController();
  const words = `is not asked, as its turn did not come in ${seconds(patienceMs)}`;
  const timer = setTimeout(() => over.abort(new ProviderFault('timed_out', words)), patienceMs);
  try {
    const asked = { access, tokens: sending.inputTokens + sending.outputTokens };
    return await layer.ports.turns.take(asked, AbortSignal.any([signal, over.signal]));
  } finally {
    clearTimeout(timer);
  }
}
