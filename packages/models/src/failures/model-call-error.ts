import type { ModelAttempt, ModelFailureReason } from '@overmind/contracts/entities/model';

/** Why a call has no answer, after all that could be tried. Its message is a sentence for people, without secrets. */
export class ModelCallError extends Error {
  override readonly name = 'ModelCallError';
  readonly reason: ModelFailureReason;
  readonly attempts: readonly ModelAttempt[];

  constructor(reason: ModelFailureReason, message: string, attempts: readonly ModelAttempt[]) {
    super(message);
    this.reason = reason;
    this.attempts = attempts;
  }
}
