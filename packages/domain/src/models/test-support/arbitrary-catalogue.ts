import { CatalogueEntry, ModelPolicy, modelCapabilities } from '@overmind/contracts/entities/model';
import fc from 'fast-check';

const anyPrice = fc.option(fc.integer({ min: 0, max: 100_000_000 }), { nil: null });
const anyCapabilities = fc.uniqueArray(fc.constantFrom(...modelCapabilities));

export const anyEntry: fc.Arbitrary<CatalogueEntry> = fc
  .record({
    provider: fc.constantFrom('ollama', 'openai', 'openrouter', 'own'),
    model: fc.constantFrom('a', 'b', 'c', 'd/e', 'f:cloud'),
    context_tokens: fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: null }),
    prices: fc.record({ input_micros: anyPrice, output_micros: anyPrice, cached_input_micros: anyPrice }),
    capabilities: anyCapabilities,
    is_local: fc.boolean(),
    trains_on_data: fc.constantFrom('no' as const, 'yes' as const, 'unknown' as const),
    quality: fc.integer({ min: 0, max: 100 }),
    is_enabled: fc.boolean(),
  })
  .map((entry) => CatalogueEntry.parse(entry));

const anyWeight = fc.integer({ min: 0, max: 100 });
export const anyPolicy: fc.Arbitrary<ModelPolicy> = fc
  .record({
    privacy: fc.constantFrom('local_only' as const, 'no_training' as const, 'any' as const),
    capabilities: anyCapabilities,
    min_context_tokens: fc.integer({ min: 0, max: 100_000 }),
    weights: fc.record({ cost: anyWeight, quality: anyWeight, latency: anyWeight }),
    prefer: fc.uniqueArray(fc.constantFrom('ollama/a', 'openai/b', 'openrouter/d/e', 'own/c', 'own/unknown')),
    only_preferred: fc.boolean(),
  })
  .map((policy) => ModelPolicy.parse(policy));
