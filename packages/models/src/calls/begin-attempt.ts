import type { CatalogueEntry, ModelFailureReason } from '@overmind/contracts/entities/model';
import { askBreaker } from '@overmind/domain/models/breaker';
import { costOf } from '@overmind/domain/models/cost';
import { refOf } from '@overmind/domain/models/refs';
import { ProviderFault } from '../failures/provider-fault.ts';
import type { ModelLayer } from '../layer.ts';
import { guardedFetch } from '../outbound/guarded-fetch.ts';
import { defaultBounds, Watch } from '../outbound/watch.ts';
import type { ProviderAccess, Reservation, Turn } from '../ports.ts';
import { secretsOf } from '../providers/endpoints.ts';
import { openModel } from '../providers/open-model.ts';
import { settingsOfKind } from '../providers/settings-of-kind.ts';
import type { Answer } from './answer.ts';
import { Attempt, type Held } from './attempt.ts';
import type { CallRecord } from './call-record.ts';
import type { CallSpec, Sending } from './call-spec.ts';
import { hideInAnswer } from './hide-in-answer.ts';

export interface Candidate {
  layer: ModelLayer;
  spec: CallSpec;
  record: CallRecord;
  entry: CatalogueEntry;
  access: ProviderAccess;
  sending: Sending;
  signal: AbortSignal;
  keep: ((answer: Answer) => Promise<void>) | null;
  /** No other is left to be asked. */
  isLast: boolean;
}

/** A model that is not even asked. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
  readonly reason: ModelFailureReason;

  constructor(reason: ModelFailureReason, words: string) {
    super(words);
    this.reason = reason;
  }
}

/** What is set aside counts for a time only, which is meant for the call itself and not for the queue before it. */
const mostQueuedMs = 10_000;

/**
 * Begins an attempt: budgets first, then the provider's limits, after a long wait there the budgets again, then the call.
 * Throws Skipped, or AttemptFailed; what it holds by then it has let go of.
 */
export async function beginAttempt(candidate: Candidate, backoffMs: number): Promise<Attempt> {
  const { layer, signal } = candidate;
  requireClosedBreaker(candidate, false);
  let reservation = await reserveFor(candidate);
  const { clock } = layer.ports;
  const askedAt = clock.now();
  let turn: Turn | null = null;
  try {
    turn = await takeTurn(candidate);
    if (clock.now() - askedAt > mostQueuedMs) reservation = await reserveFor(candidate);
    requireClosedBreaker(candidate, true);
  } catch (error) {
    await turn?.leave(0);
    await reservation.settle(0);
    if (signal.aborted) throw new Skipped('aborted', 'was given up');
    throw error instanceof ProviderFault ? new Skipped(error.reason, error.message) : error;
  }
  const waitedMs = Math.max(0, Math.round(backoffMs + clock.now() - askedAt));
  const watch = new Watch({ ...defaultBounds, ...candidate.spec.bounds }, signal);
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
    return new Attempt(held, hideInAnswer(stream, secretsOf(access)), startedAt);
  } catch (error) {
    throw await new Attempt(held, new ReadableStream(), startedAt).fail(error);
  }
}

/** `mayProbe`: the call begins now, and takes the one place that a breaker gives that is half open. */
function requireClosedBreaker({ layer, entry }: Candidate, mayProbe: boolean): void {
  const { breakers, clock } = layer.ports;
  const ref = refOf(entry);
  const answer = askBreaker(breakers.read(ref), clock.now());
  if (!answer.mayCall) {
    const seconds = Math.ceil(answer.waitMs / 1_000);
    throw new Skipped('breaker_open', `failed too often and is left alone for another ${seconds} s`);
  }
  if (mayProbe) breakers.write(ref, answer.breaker);
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

async function takeTurn({ layer, access, sending, signal }: Candidate): Promise<Turn> {
  if (!access.isLimited) return unlimited;
  return layer.ports.turns.take({ access, tokens: sending.inputTokens + sending.outputTokens }, signal);
}
