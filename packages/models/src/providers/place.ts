import type { CatalogueEntry, ProviderKind } from '@overmind/contracts/entities/model';
import { isLocalUrl } from '@overmind/outbound/addresses';

/**
 * Providers whose terms say that what their API is sent trains no model: openai.com/policies/business-terms,
 * anthropic.com/legal/commercial-terms. OpenRouter passes on to others, and is told to use only those that collect
 * nothing (openrouter.ai/docs/features/provider-routing).
 */
const untrainedHosts: readonly string[] = ['api.openai.com', 'api.anthropic.com', 'openrouter.ai'];

const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '');

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
  /** Set up as in the own network by whoever is in charge, though its address does not say so. */
  isNear?: boolean;
  /** Whoever is in charge says that it answers with models of its own: nobody else can know. An Ollama is asked. */
  servesItself?: boolean;
}

/** What privacy rules ask about a model. */
export function placeOf({
  kind,
  url,
  model,
  isRemote = false,
  statedHosts = [],
  isNear = isLocalUrl(url),
  servesItself = false,
}: Place): Pick<CatalogueEntry, 'is_local' | 'is_undeclared' | 'trains_on_data'> {
  // What answers near by in another format may be an Ollama, too.
  const isPassedOn = (isNear || kind === 'ollama') && isNamedCloud(model);
  if (isRemote || isPassedOn) return { is_local: false, trains_on_data: 'unknown' };
  const isUntrained = statedHosts.includes(hostOf(url));
  if (isNear && (kind === 'ollama' || servesItself)) return { is_local: true, trains_on_data: 'no' };
  // A gateway on this machine may lead to any cloud, under any name.
  if (isNear) return { is_local: false, is_undeclared: true, trains_on_data: isUntrained ? 'no' : 'unknown' };
  const isKnown = untrainedHosts.includes(hostOf(url)) || isUntrained;
  return { is_local: false, trains_on_data: isKnown ? 'no' : 'unknown' };
}
