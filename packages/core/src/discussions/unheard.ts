import type { ModelAttempt, ModelFailureReason } from '@overmind/contracts/entities/model';
import type { ModelCallError } from '@overmind/models/failures/model-call-error';

/** Why no model answered for a speaker. */
export interface Unheard {
  /** In words for people; what to do about it where that is known. */
  failure: string;
  /** No other try would have an answer. */
  isFinal: boolean;
  /** Only money is missing: what costs less, or may take what is kept from this, could still be had. */
  isOverBudget: boolean;
  /** For how long it is worth trying again before the turn pays for it; 0 where it is not. */
  patienceMs: number;
}

/** What no second try would mend, with what would. */
const remedies: Partial<Record<ModelFailureReason, string>> = {
  unconfigured:
    'Add a provider in the settings, or a model that the privacy rules of this project allow, and start the discussion again.',
  over_budget: 'Raise the budget and start the discussion again.',
  context_too_long:
    'Choose a model with more context, or start again with a shorter goal and shorter texts of the personas.',
};

const outageMs = 10 * 60_000;
/** Longer than what a process that died had set aside is held. */
const heldMs = 70 * 60_000;

const passing = new Set<ModelFailureReason>([
  ...(['unreachable', 'breaker_open', 'rate_limited', 'queue_full', 'timed_out'] as const),
]);
/** What stands before a provider answers so while the provider itself is down. */
const statusesOfOutage = new Set([502, 503, 504, 529]);

const isPassing = ({ reason, http_status }: Told): boolean =>
  (reason !== null && passing.has(reason)) || statusesOfOutage.has(http_status ?? 0);

type Told = Pick<ModelAttempt, 'reason' | 'http_status'>;

/** Where one of several models may answer later, the others do not matter. */
export function readFailure({ reason, message, attempts }: ModelCallError): Unheard {
  const last = [...new Map<string, Told>(attempts.map((attempt) => [attempt.ref, attempt])).values()];
  const told = last.length > 0 ? last : [{ reason, http_status: null }];
  const what = `${message.replace(/[.\s]+$/, '')}.`;
  const mended = told.flatMap((each) => (each.reason === null ? [] : (remedies[each.reason] ?? [])));
  const isFinal = mended.length === told.length;
  return {
    failure: isFinal ? `${what} ${mended.at(-1)}` : what,
    ...{ isFinal, isOverBudget: told.every((each) => each.reason === 'over_budget') },
    patienceMs: patienceFor(told),
  };
}

function patienceFor(told: readonly Told[]): number {
  if (told.some((each) => each.reason === 'budget_held')) return heldMs;
  return told.some(isPassing) ? outageMs : 0;
}
