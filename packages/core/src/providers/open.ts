import type { Provider } from '@overmind/contracts/entities/provider';
import { findKeyRow, findProviderRow } from '@overmind/db/queries/models/providers';
import type { Core } from '../core.ts';
import { openKeyFor } from './open-key.ts';
import { getProvider, storedUrl } from './read.ts';

export interface OpenProvider
  extends Pick<
    Provider,
    'name' | 'kind' | 'is_local' | 'serves_itself' | 'is_enabled' | 'limits' | 'keep_alive'
  > {
  baseUrl: string;
  key: string | null;
}

/**
 * A provider as a call of a model needs it, with its key: to be held no longer than the call. Throws when the key is
 * sealed with a master key that is gone, or was entered for another address.
 */
export async function openProvider(core: Core, name: string): Promise<OpenProvider> {
  const { key: _state, health: _health, base_url, ...provider } = await getProvider(core, name);
  const { kind } = provider;
  const fromEnvironment = core.environmentProviders.get(name)?.key ?? null;
  const row = fromEnvironment === null ? await findKeyRow(core.db, name) : undefined;
  const stored = storedUrl(kind, await findProviderRow(core.db, name));
  const key = row ? await openKeyFor(core, row, base_url, stored) : fromEnvironment;
  return { ...provider, key, baseUrl: base_url ?? '' };
}
