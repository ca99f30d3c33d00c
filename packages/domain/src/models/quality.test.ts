import { CatalogueEntry, ModelPolicy } from '@overmind/contracts/entities/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateComplexity } from './complexity.ts';
import { estimateQuality } from './quality.ts';
import { refOf } from './refs.ts';
import { routeCall } from './route.ts';

const told = (model: string, outputMicros: number | null = null, context_tokens: number | null = null) => ({
  ...{ model, context_tokens },
  prices: { input_micros: outputMicros, output_micros: outputMicros, cached_input_micros: null },
});
const qualityOf = (...of: Parameters<typeof told>) => estimateQuality(told(...of)).quality;

describe('the quality of a model that nobody rated', () => {
  it.each([
    ['smollm2:135m', 5],
    ['meta-llama/llama-3.2-1b-instruct:free', 15],
    ['qwen3:8b', 38],
    ['mistralai/mixtral-8x7b', 60],
    ['qwen/qwen3-30b-a3b', 53],
    ['meta-llama/llama-3.3-70b-instruct', 63],
  ])('goes by the parameters that its name tells: %s', (model, quality) => {
    expect(estimateQuality(told(model))).toEqual({ quality, source: 'estimated' });
  });

  it('goes by its price where the name tells none, and by its context where it is free, too', () => {
    expect(qualityOf('any/flagship', 15_000_000)).toBeGreaterThan(80);
    expect(qualityOf('any/lite', 300_000)).toBeLessThan(50);
    expect(qualityOf('any/large:free', 0, 128_000)).toBeGreaterThan(qualityOf('any/small:free', 0, 4_096));
  });

  it('is not known where nothing tells of it, and no number in a name that is none of parameters counts', () => {
    for (const model of ['small', 'gpt-4.1', 'web3-bot', 'model-2b2', 'v1.5'])
      expect(estimateQuality(told(model))).toEqual({ quality: 50, source: 'unknown' });
  });

  it('is from 0 to 100 whatever the name and the price', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.nat().map((size) => `m:${size}b`),
          fc.constantFrom('m:0b', 'm:0m'),
        ),
        fc.option(fc.nat(1_000_000_000)),
        fc.option(fc.integer({ min: 1, max: 10_000_000 })),
        (...of) => {
          const { quality } = estimateQuality(told(...of));
          expect(Number.isInteger(quality) && quality >= 0 && quality <= 100).toBe(true);
        },
      ),
    );
  });
});

/** As a provider of many models lists them, US dollars for a million tokens in and out. */
const listed = [
  ['meta-llama/llama-3.2-1b-instruct:free', 0, 0],
  ['mistralai/mistral-7b-instruct:free', 0, 0],
  ['mistralai/mistral-small-24b', 0.05, 0.1],
  ['qwen/qwen3-235b-a22b', 0.2, 0.6],
  ['vendor/mini', 0.25, 2],
  ['vendor/flagship', 3, 15],
  ['vendor/grandest', 150, 600],
] as const;
const catalogue = listed.map(([model, input, output]) => {
  const prices = { input_micros: input * 1e6, output_micros: output * 1e6 };
  const entry = CatalogueEntry.parse({ provider: 'openrouter', model, is_local: false, prices });
  const { quality, source } = estimateQuality(entry);
  return { ...entry, quality, quality_source: source };
});
const firstFor = (complexity: 'low' | 'medium' | 'high', among = catalogue) =>
  routeCall({
    ...{ policy: ModelPolicy.parse({ privacy: 'any' }), complexity, catalogue: among },
    need: { inputTokens: 4_000, outputTokens: 2_000 },
  }).entries.map(refOf)[0];

describe('a catalogue that nobody rated', () => {
  it('has another model for demanding work than for simple work', () => {
    expect(firstFor('low')).toBe('openrouter/mistralai/mistral-7b-instruct:free');
    expect(firstFor('high')).toBe('openrouter/qwen/qwen3-235b-a22b');
  });

  it('gives demanding work to no tiny model because it is free, also where all others cost much', () => {
    const [tiny, small] = catalogue;
    const grandest = catalogue.at(-1);
    if (!tiny || !small || !grandest) throw new Error('the catalogue has them');
    expect(firstFor('high', [tiny, grandest])).toBe('openrouter/vendor/grandest');
    expect(firstFor('medium', [tiny, small])).toBe('openrouter/mistralai/mistral-7b-instruct:free');
  });

  it('lets no free model of one billion parameters speak in a discussion', () => {
    const said = { purpose: 'discussion.turn', text: 'What do you think?', inputTokens: 40, hasTools: false };
    const complexity = estimateComplexity(said);
    const [tiny, ...others] = catalogue.slice(0, -1);
    if (!tiny) throw new Error('the catalogue has it');
    for (const other of others) expect(firstFor(complexity, [tiny, other])).toBe(refOf(other));
  });

  it('is not turned round by one model that costs far more than all others', () => {
    const without = catalogue.filter(({ model }) => model !== 'vendor/grandest');
    for (const complexity of ['low', 'medium', 'high'] as const)
      expect(firstFor(complexity, without)).toBe(firstFor(complexity));
  });
});
