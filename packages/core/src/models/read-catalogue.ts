import type { CatalogueEntry } from '@overmind/contracts/entities/model';
import type {
  CatalogueModel,
  ListedModel,
  ModelOverride,
} from '@overmind/contracts/entities/model-catalogue';
import type { Provider } from '@overmind/contracts/entities/provider';
import {
  listOverrides,
  listProviderStates,
  type ProviderStateRow,
} from '@overmind/db/queries/models/catalogue';
import type { RowOf } from '@overmind/db/schema';
import { estimateQuality } from '@overmind/domain/models/quality';
import { placeOf } from '@overmind/models/providers/place';
import { publishedOf, ratedQualityOf } from '@overmind/models/providers/published';
import type { Core } from '../core.ts';
import { listEveryProvider } from '../providers/read.ts';

export interface KnownModel {
  entry: CatalogueEntry;
  provider: Provider;
  state: ProviderStateRow | null;
  priceSource: CatalogueModel['price_source'];
  override: ModelOverride | null;
  overrideVersion: number;
}

/** Larger than this only when a person says so: it takes the memory of the machine that Ollama runs on. */
const mostOllamaContext = 32_768;
const nothingSaid = (model: string): ListedModel => ({
  ...{ model, context_tokens: null, max_output_tokens: null, prices: null, capabilities: null },
  is_remote: false,
});

/** Every model that a provider offered when it last answered, or that a person named. */
export async function readCatalogue(core: Core): Promise<KnownModel[]> {
  const providers = await listEveryProvider(core);
  const states = new Map((await listProviderStates(core.db)).map((state) => [state.provider, state]));
  const overrides = await listOverrides(core.db);
  return providers.flatMap((provider) => {
    const state = stateAt(provider, states.get(provider.name));
    const own = new Map(
      overrides.filter((row) => row.provider === provider.name).map((row) => [row.model, row]),
    );
    const listed = new Map((state?.models ?? []).map((model) => [model.model, model]));
    const names = [...new Set([...listed.keys(), ...own.keys()])].sort();
    return names.map((name) => {
      const said = listed.get(name) ?? { ...nothingSaid(name), is_remote: isRemoteAs(name, listed.values()) };
      return describe(provider, state, said, own.get(name) ?? null);
    });
  });
}

/** Ollama takes a name in any case, and one without a tag for that with `latest`. */
function isRemoteAs(name: string, listed: Iterable<ListedModel>): boolean {
  const asked = name.toLowerCase();
  return [...listed].some(
    ({ model, is_remote }) => is_remote && [asked, `${asked}:latest`].includes(model.toLowerCase()),
  );
}

/** What it said at another address tells nothing of this one. */
export const stateAt = (
  { base_url }: Pick<Provider, 'base_url'>,
  state: ProviderStateRow | undefined,
): ProviderStateRow | null => (state !== undefined && state.endpoint === base_url ? state : null);

function describe(
  provider: Provider,
  state: ProviderStateRow | null,
  listed: ListedModel,
  row: RowOf<'model_overrides'> | null,
): KnownModel {
  const { name, kind, base_url, is_local: isNear, serves_itself: servesItself } = provider;
  const { model, is_remote: isRemote } = listed;
  const url = base_url ?? '';
  const published = publishedOf(url, model);
  const set = row?.settings ?? null;
  const place = placeOf({ kind, url, model, isRemote, isNear, servesItself });
  const known = {
    context_tokens: set?.context_tokens ?? contextOf(kind, listed) ?? published?.context_tokens ?? null,
    prices: set?.prices ?? listed.prices ?? published?.prices ?? unknownPrices,
  };
  const entry: CatalogueEntry = {
    ...{ provider: name, model, ...place, ...known },
    max_output_tokens:
      set?.max_output_tokens ?? listed.max_output_tokens ?? published?.max_output_tokens ?? null,
    capabilities:
      set?.capabilities ?? listed.capabilities ?? published?.capabilities ?? usualCapabilities(kind),
    trains_on_data: set?.trains_on_data ?? place.trains_on_data,
    ...qualityOf(set?.quality ?? null, { model, ...known }),
    is_enabled: provider.is_enabled && (set?.is_enabled ?? true),
  };
  const priceSource = set?.prices
    ? 'set'
    : listed.prices
      ? 'provider'
      : published
        ? 'published'
        : place.is_local
          ? 'free'
          : 'unknown';
  return { entry, provider, state, priceSource, override: set, overrideVersion: row?.version ?? 0 };
}

const unknownPrices = { input_micros: null, output_micros: null, cached_input_micros: null };

/** What a person says, then the rating that comes with this version, then what its name, price and context tell. */
function qualityOf(
  set: number | null,
  told: Parameters<typeof estimateQuality>[0],
): Pick<CatalogueEntry, 'quality' | 'quality_source'> {
  if (set !== null) return { quality: set, quality_source: 'set' };
  const rated = ratedQualityOf(told.model);
  if (rated !== null) return { quality: rated, quality_source: 'rated' };
  const { quality, source } = estimateQuality(told);
  return { quality, quality_source: source };
}

const contextOf = (kind: Provider['kind'], { context_tokens: context }: ListedModel): number | null =>
  kind === 'ollama' && context !== null ? Math.min(context, mostOllamaContext) : context;

/** Of models that do not say what they can do: what those of that kind can. */
const usualCapabilities = (kind: Provider['kind']): CatalogueEntry['capabilities'] =>
  kind === 'anthropic' || kind === 'openai' ? ['tools', 'vision'] : [];
