import { ModelRef } from '@overmind/contracts/entities/model';

/**
 * Whether a model can be called by the name that its provider lists: the ledger enters its calls under it, and the
 * catalogue is kept as JSON in a database, which takes neither NUL nor halves of characters.
 */
export const isCallableName = (provider: string, model: string): boolean =>
  ModelRef.safeParse(`${provider}/${model}`).success && model.isWellFormed() && !/\p{Cc}/u.test(model);
