import { AppError } from '@overmind/contracts/errors';
import { ProviderFault } from '@overmind/models/failures/provider-fault';
import type { ProviderAccess, Providers } from '@overmind/models/ports';
import type { Core } from '../core.ts';
import { type OpenProvider, openProvider } from '../providers/open.ts';
import { getProvider } from '../providers/read.ts';
import { isLimited } from './turns/ask.ts';

export const providersOf = (core: () => Core): Providers => ({
  async find(name) {
    const provider = await getProvider(core(), name).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'not_found') return null;
      throw error;
    });
    return provider?.is_enabled ? openAccess(core(), name) : null;
  },
});

/**
 * How a provider is called, with its key: to be held no longer than the call. Throws a ProviderFault when its key
 * cannot be used.
 */
export async function openAccess(core: Core, name: string): Promise<ProviderAccess> {
  try {
    return toAccess(await openProvider(core, name));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Its own words name files of the server.
    throw new ProviderFault(
      'unconfigured',
      'has a key that cannot be used; the settings of the provider say why',
    );
  }
}

function toAccess(provider: OpenProvider): ProviderAccess {
  const { name, kind, baseUrl, key, is_local, serves_itself, limits, keep_alive } = provider;
  return {
    ...{ name, kind: spokenKind(kind, baseUrl), baseUrl, apiKey: key, keepAlive: keep_alive },
    reach: is_local ? 'local' : 'public',
    mayBeLocal: is_local && (kind === 'ollama' || serves_itself),
    isLimited: isLimited(limits),
  };
}

/** OpenAI itself speaks its own newest format; what stands elsewhere in its place speaks the one that all have taken over. */
const spokenKind = (kind: OpenProvider['kind'], baseUrl: string): OpenProvider['kind'] =>
  kind === 'openai' && new URL(baseUrl).hostname !== 'api.openai.com' ? 'openai_compatible' : kind;
