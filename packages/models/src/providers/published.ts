import type { CatalogueEntry } from '@overmind/contracts/entities/model';

export type Published = Pick<
  CatalogueEntry,
  'context_tokens' | 'max_output_tokens' | 'prices' | 'capabilities'
>;

/** US dollars for a million tokens: in, out, and in that was kept. How good it is, from 0 to 100, is our own rating. */
type Row = readonly [
  name: string,
  input: number,
  output: number,
  kept: number,
  context: number,
  most: number,
  quality: number,
];

/**
 * Prices of providers that do not tell them by their API, from openai.com/api/pricing and anthropic.com/pricing. A
 * person who knows better sets others.
 */
const tables: Readonly<Record<string, readonly Row[]>> = {
  'api.openai.com': [
    ['gpt-5', 1.25, 10, 0.125, 400_000, 128_000, 92],
    ['gpt-5-mini', 0.25, 2, 0.025, 400_000, 128_000, 80],
    ['gpt-5-nano', 0.05, 0.4, 0.005, 400_000, 128_000, 58],
    ['gpt-4.1', 2, 8, 0.5, 1_047_576, 32_768, 82],
    ['gpt-4.1-mini', 0.4, 1.6, 0.1, 1_047_576, 32_768, 68],
    ['gpt-4.1-nano', 0.1, 0.4, 0.025, 1_047_576, 32_768, 48],
    ['gpt-4o', 2.5, 10, 1.25, 128_000, 16_384, 76],
    ['gpt-4o-mini', 0.15, 0.6, 0.075, 128_000, 16_384, 58],
    ['o3', 2, 8, 0.5, 200_000, 100_000, 90],
    ['o4-mini', 1.1, 4.4, 0.275, 200_000, 100_000, 84],
  ],
  'api.anthropic.com': [
    ['claude-opus-4-5', 5, 25, 0.5, 200_000, 64_000, 96],
    ['claude-opus-4-1', 15, 75, 1.5, 200_000, 32_000, 93],
    ['claude-opus-4', 15, 75, 1.5, 200_000, 32_000, 91],
    ['claude-sonnet-4-5', 3, 15, 0.3, 200_000, 64_000, 92],
    ['claude-sonnet-4', 3, 15, 0.3, 200_000, 64_000, 88],
    ['claude-haiku-4-5', 1, 5, 0.1, 200_000, 64_000, 80],
    ['claude-3-5-haiku', 0.8, 4, 0.08, 200_000, 8_192, 62],
  ],
};

/** What is published of a model at the provider's own address; null of others. A name may end in a date. */
export function publishedOf(url: string, model: string): Published | null {
  const rows = URL.canParse(url) ? (tables[new URL(url).hostname] ?? []) : [];
  const name = undated(model);
  const row = rows.find(([each]) => each === name);
  if (row === undefined) return null;
  const [, input, output, kept, context, most] = row;
  return {
    ...{ context_tokens: context, max_output_tokens: most, capabilities: ['tools', 'json', 'vision'] },
    prices: {
      input_micros: micros(input),
      output_micros: micros(output),
      cached_input_micros: micros(kept),
    },
  };
}

/** How good a model is by this version's rating, by its name, whoever offers it; null of others. */
export function ratedQualityOf(model: string): number | null {
  const name = plainName(model);
  const row = Object.values(tables)
    .flat()
    .find(([each]) => plainName(each) === name);
  return row?.[6] ?? null;
}

const undated = (model: string): string => model.replace(/-(\d{8}|\d{4}-\d{2}-\d{2}|latest)$/, '');

/** Without who made it and how it is offered; versions are written with dots or dashes. */
const plainName = (model: string): string =>
  undated(model.toLowerCase().replace(/^.*\//, '').replace(/:.*$/, '')).replaceAll('.', '-');

const micros = (dollars: number): number => Math.round(dollars * 1_000_000);
