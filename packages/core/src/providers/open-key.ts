import { AppError } from '@overmind/contracts/errors';
import type { RowOf } from '@overmind/db/schema';
import type { Core } from '../core.ts';
import type { Sealed } from './vault/vault.ts';

type KeyRow = RowOf<'provider_keys'>;
type KeyPlace = Pick<KeyRow, 'provider' | 'origin'>;

/** A key that knows its origin opens for no other: to write another into its row is not enough. */
const identityOf = ({ provider, origin }: KeyPlace): string =>
  origin === null ? `provider_keys/${provider}` : `provider_keys/${provider}@${origin}`;

export const sealKey = (core: Core, place: KeyPlace, key: string): Promise<Sealed> =>
  core.vault.seal(key, identityOf(place));

export const openKey = (core: Core, row: KeyRow): Promise<string> => core.vault.open(row, identityOf(row));

export const originOf = (url: string | null): string | null => (url === null ? null : new URL(url).origin);

/**
 * Throws when the key was entered for another origin than the provider has now: whoever moves a provider, in the
 * environment too, has to know its key to go on using it. `stored` is where the provider was before keys knew
 * their origin.
 */
function requireSameOrigin(row: KeyRow, url: string | null, stored: string | null): void {
  const meant = row.origin ?? originOf(stored);
  if (meant === originOf(url)) return;
  throw new AppError(
    'rule_violated',
    'This key was entered for another address than the provider has now, so it is not used. Enter the key for this address.',
    { rule: 'provider.key_for_another_address' },
  );
}

/** Opens a key for the address that its provider has now. Throws with what to do when it cannot be used there. */
export async function openKeyFor(
  core: Core,
  row: KeyRow,
  url: string | null,
  stored: string | null,
): Promise<string> {
  requireSameOrigin(row, url, stored);
  return openKey(core, row);
}

/** Why a stored key cannot be used, in a sentence that says what to do; null when it can. */
export const findKeyProblem = (...of: Parameters<typeof openKeyFor>): Promise<string | null> =>
  openKeyFor(...of).then(
    () => null,
    (error: unknown) => {
      if (error instanceof AppError) return error.message;
      throw error;
    },
  );
