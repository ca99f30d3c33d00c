import type { ProviderKind } from '@overmind/contracts/entities/model';
import type { ProviderAccess } from '../ports.ts';

/** Where a provider is when its settings do not say. An OpenAI-compatible server is nowhere by itself. */
export const usualUrls: Readonly<Record<ProviderKind, string | null>> = {
  ollama: 'http://127.0.0.1:11434',
  openrouter: 'https://openrouter.ai/api/v1',
  anthropic: 'https://api.anthropic.com/v1',
  openai: 'https://api.openai.com/v1',
  openai_compatible: null,
};

const plain = (url: string): string => url.replace(/\/+$/, '');
const withVersion = (url: string): string => `${plain(url).replace(/\/v1$/, '')}/v1`;

/** The address under which the provider's own paths stand. Several tools write it with or without its version. */
export function endpointOf({ kind, baseUrl }: Pick<ProviderAccess, 'kind' | 'baseUrl'>): string {
  const url = baseUrl ?? usualUrls[kind] ?? '';
  if (kind === 'anthropic') return withVersion(url);
  if (kind === 'ollama') return `${plain(url).replace(/\/(v1|api)$/, '')}/api`;
  return plain(url);
}

/** What people write where a server wants no key, as "ollama" or "not-needed", is an ordinary word of answers. */
const isPlaceholder = (secret: string): boolean =>
  secret.length < 8 || (secret.length < 16 && /^[a-z-]+$/i.test(secret));

/** What may not be shown of it: its key, and a password in its address. */
export function secretsOf(access: Pick<ProviderAccess, 'kind' | 'baseUrl' | 'apiKey'>): (string | null)[] {
  const url = endpointOf(access);
  return [access.apiKey, URL.canParse(url) ? decodeURIComponent(new URL(url).password) : null];
}

/** Those that are no ordinary words, which stand in what a provider says for reasons of their own. */
export const realSecretsOf = (access: Parameters<typeof secretsOf>[0]): string[] =>
  secretsOf(access).filter((secret): secret is string => secret !== null && !isPlaceholder(secret));
