import type { ModelFailureReason } from '@overmind/contracts/entities/model';

/** What went wrong with one attempt. */
export interface Failure {
  reason: ModelFailureReason;
  /** To be read after the name of the model, e.g. "answered 503: overloaded". Without secrets. */
  words: string;
  status: number | null;
  retryAfterMs: number | null;
  /** Whether the same request may do better a little later. */
  isWorthRetry: boolean;
}

/** A fault that was found here, not told by a library. */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault';
  readonly reason: ModelFailureReason;

  constructor(reason: ModelFailureReason, words: string) {
    super(words);
    this.reason = reason;
  }
}
