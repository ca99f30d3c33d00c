import type { ProviderKind } from '@overmind/contracts/entities/model';
import { defaultRetryRule } from '@overmind/domain/models/retry';
import type { Failure } from './provider-fault.ts';

/** What else is known of an attempt that failed. */
export interface Circumstances {
  kind: ProviderKind;
  /** Its provider said something before. */
  hasAnswered: boolean;
  /** It had less time than it would have by itself. */
  isHurried: boolean;
}

/** Shows that the model, or the way to it, does not work now. */
const ofModel = new Set<Failure['reason']>([
  ...(['provider_failed', 'unreachable', 'silent', 'timed_out', 'broken_off'] as const),
  ...(['bad_answer', 'answer_too_long', 'redirected'] as const),
]);

/** Shows that no other model of its provider would do better now. */
export function isOfProvider(
  { reason, status, retryAfterMs }: Failure,
  { kind, hasAnswered }: Circumstances,
): boolean {
  switch (reason) {
    case 'unreachable':
    case 'forbidden_address':
      return true;
    case 'silent':
      return !hasAnswered;
    case 'refused':
      // 403 may be said of one model.
      return status === 401 || status === 402;
    case 'rate_limited':
      // OpenRouter hands on what the servers behind it say, each of its own models.
      return kind !== 'openrouter' || retryAfterMs !== null;
    default:
      return false;
  }
}

/** Whose breaker is to count it; null for neither. What is waited for as it was asked to be is no failure. */
export function countedAgainst(failure: Failure, known: Circumstances): 'provider' | 'model' | null {
  if (known.isHurried) return null;
  if (!isOfProvider(failure, known)) return ofModel.has(failure.reason) ? 'model' : null;
  const isWaitedFor = (failure.retryAfterMs ?? 0) <= defaultRetryRule.mostRetryAfterMs;
  return failure.reason === 'rate_limited' && isWaitedFor ? null : 'provider';
}
