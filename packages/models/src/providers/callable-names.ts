import { ModelRef } from '@overmind/contracts/entities/model';
import { holdsSecret } from '@overmind/outbound/hide-secrets';
import type { ProviderAccess } from '../ports.ts';
import { realSecretsOf } from './endpoints.ts';

/**
 * Whether a model can be called by the name that its provider lists: the ledger enters its calls under it, and the
 * catalogue is kept as JSON in a database, which takes neither NUL nor halves of characters. A name that holds the key it
 * was asked with would show that to everybody.
 */
export function callableNames(access: ProviderAccess): (model: string) => boolean {
  const holdsKey = holdsSecret(realSecretsOf(access));
  return (model) =>
    ModelRef.safeParse(`${access.name}/${model}`).success &&
    model.isWellFormed() &&
    !/\p{Cc}/u.test(model) &&
    !holdsKey(model);
}
