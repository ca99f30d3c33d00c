import type { CatalogueEntry, QualitySource } from '@overmind/contracts/entities/model';

export interface Quality {
  /** 0 to 100. */
  quality: number;
  source: Extract<QualitySource, 'estimated' | 'unknown'>;
}

type Told = Pick<CatalogueEntry, 'model' | 'prices' | 'context_tokens'>;

/** What a model counts as of which nothing is known. */
const middling = 50;

/**
 * How good a model seems that nobody has rated: by the parameters that its name tells, else by what it costs, else by how
 * much it holds. Rough, yet enough to tell a model of one billion parameters from the best.
 */
export function estimateQuality({ model, prices, context_tokens: context }: Told): Quality {
  const billions = parametersIn(model);
  const output = prices.output_micros ?? 0;
  const estimate =
    billions !== null
      ? bySize(billions)
      : output > 0
        ? byPrice(output)
        : context !== null
          ? byContext(context)
          : null;
  return estimate === null
    ? { quality: middling, source: 'unknown' }
    : { quality: estimate, source: 'estimated' };
}

/** In billions. Of several experts all count, and of several numbers the largest: `30b-a3b` is one of 30. */
function parametersIn(model: string): number | null {
  const told = [
    ...model
      .toLowerCase()
      .matchAll(/(?<![a-z0-9.])(?:(\d{1,2})x)?(\d{1,4}(?:\.\d{1,3})?)([bm])(?![a-z0-9])/g),
  ];
  const sizes = told.map(
    ([, experts, size, unit]) => Number(experts ?? 1) * Number(size) * (unit === 'b' ? 1 : 0.001),
  );
  return sizes.length === 0 ? null : Math.max(...sizes);
}

/** 1 billion is 15, 8 are 38, 70 are 63. */
const bySize = (billions: number): number =>
  between(5, 85, 15 + 26 * Math.log10(Math.max(billions, Number.MIN_VALUE)));

/** For a million tokens out: 40 cents are 48, 2 dollars 65, 15 dollars 86. */
const byPrice = (outputMicros: number): number =>
  between(10, 88, 58 + 24 * Math.log10(outputMicros / 1_000_000));

/** What holds much is seldom small, and says no more. */
const byContext = (tokens: number): number => (tokens >= 100_000 ? 55 : tokens >= 32_000 ? 45 : 35);

const between = (least: number, most: number, value: number): number =>
  Math.round(Math.min(most, Math.max(least, value)));
