import { AppError } from '@overmind/contracts/errors';
import type { RowOf } from '@overmind/db/schema';
import type { Core } from '../core.ts';
import type { Sealed } from './vault/vault.ts';

const identityOf = (provider: string): string => `provider_keys/${provider}`;

export const sealKey = (core: Core, provider: string, key: string): Promise<Sealed> =>
  core.vault.seal(key, identityOf(provider));

export const openKey = (core: Core, row: RowOf<'provider_keys'>): Promise<string> =>
  core.vault.open(row, identityOf(row.provider));

/** Why a stored key cannot be used, in a sentence that says what to do; null when it can. */
export const findKeyProblem = (core: Core, row: RowOf<'provider_keys'>): Promise<string | null> =>
  openKey(core, row).then(
    () => null,
    (error: unknown) => {
      if (error instanceof AppError) return error.message;
      throw error;
    },
  );
