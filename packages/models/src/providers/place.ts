import { isIP } from 'node:net';
import type { CatalogueEntry, ProviderKind } from '@overmind/contracts/entities/model';
import { isLocalAddress } from '@overmind/outbound/addresses';

/**
 * Providers whose terms say that what their API is sent trains no model: openai.com/policies/business-terms,
 * anthropic.com/legal/commercial-terms. OpenRouter passes on to others, and is told to use only those that collect
 * nothing (openrouter.ai/docs/features/provider-routing).
 */
const untrainedHosts: readonly string[] = ['api.openai.com', 'api.anthropic.com', 'openrouter.ai'];

const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '');

/** Whether what is sent there stays on this machine or in its own network, by the address as it is written. */
export function isLocalUrl(url: string): boolean {
  const host = hostOf(url);
  return host === 'localhost' || (isIP(host) !== 0 && isLocalAddress(host));
}

/** Ollama passes models of these names, and others, on to its own cloud, wherever it runs (docs.ollama.com/cloud). */
const isNamedCloud = (model: string): boolean => /[:-]cloud$/i.test(model);

interface Place {
  kind: ProviderKind;
  url: string;
  model: string;
  /** The provider says that it passes the model on, so that it is never local. */
  isRemote?: boolean;
  /** Further hosts of which whoever is in charge knows that they train on nothing. */
  statedHosts?: readonly string[];
  /** Set up as local by whoever is in charge, though its address does not say so. */
  isStatedLocal?: boolean;
}

/** What privacy rules ask about a model. */
export function placeOf({
  kind,
  url,
  model,
  isRemote = false,
  statedHosts = [],
  isStatedLocal = false,
}: Place): Pick<CatalogueEntry, 'is_local' | 'trains_on_data'> {
  const isNear = isStatedLocal || isLocalUrl(url);
  // What answers near by in another format may be an Ollama, too.
  const isPassedOn = (isNear || kind === 'ollama') && isNamedCloud(model);
  if (isRemote || isPassedOn) return { is_local: false, trains_on_data: 'unknown' };
  if (isNear) return { is_local: true, trains_on_data: 'no' };
  const isUntrained = [...untrainedHosts, ...statedHosts].includes(hostOf(url));
  return { is_local: false, trains_on_data: isUntrained ? 'no' : 'unknown' };
}
