import type { ModelFailureReason } from '@overmind/contracts/entities/model';

/** A model that is not even asked. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
  readonly reason: ModelFailureReason;
  /** The same holds for the other models of its provider. */
  readonly isOfProvider: boolean;

  constructor(reason: ModelFailureReason, words: string, isOfProvider = false) {
    super(words);
    this.reason = reason;
    this.isOfProvider = isOfProvider;
  }
}
