import type { CatalogueEntry, CostSource } from '@overmind/contracts/entities/model';

export interface TokenUse {
  /** What the provider had kept of it included. */
  input: number;
  cachedInput: number;
  output: number;
}

export interface CallCost {
  micros: number | null;
  source: CostSource;
}

const million = 1_000_000n;

/** By the catalogue's prices, in whole micro-units, rounded up; null where a price that it needs is not known. A local model without a price is free. */
export function costOf(
  { input, cachedInput, output }: TokenUse,
  { prices, is_local: isLocal }: Pick<CatalogueEntry, 'prices' | 'is_local'>,
): number | null {
  const free = isLocal ? 0 : null;
  const perInput = prices.input_micros ?? free;
  const perOutput = prices.output_micros ?? free;
  if (perInput === null || perOutput === null) return null;
  const kept = Math.min(cachedInput, input);
  const total =
    BigInt(input - kept) * BigInt(perInput) +
    BigInt(kept) * BigInt(prices.cached_input_micros ?? perInput) +
    BigInt(output) * BigInt(perOutput);
  return toSafe((total + million - 1n) / million);
}

/** What the provider says it took goes before what the catalogue says it should have taken. */
export function costOfCall(
  reportedMicros: number | null,
  use: TokenUse,
  entry: Pick<CatalogueEntry, 'prices' | 'is_local'>,
  isWhole: boolean,
): CallCost {
  if (reportedMicros !== null) return { micros: reportedMicros, source: 'reported' };
  const micros = costOf(use, entry);
  if (micros === null) return { micros, source: 'unknown' };
  return { micros, source: isWhole ? 'computed' : 'estimated' };
}

const toSafe = (value: bigint): number =>
  value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
