/** The value below which `share` of the sorted samples lie, by nearest rank. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export interface Spread {
  p50: number;
  p95: number;
  p99: number;
  count: number;
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    count: sorted.length,
  };
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

export const count = (value: number): string => whole.format(value);
export const ms = (value: number): string => (value < 10 ? tenths : whole).format(value);
/** Median and 99th percentile, in milliseconds. */
export const middleAndWorst = ({ p50, p99 }: Spread): string => `${ms(p50)} / ${ms(p99)} ms`;
export const micros = (value: number): string => `${(value < 100 ? tenths : whole).format(value)} µs`;
export const megabytes = (bytes: number): string => `${whole.format(bytes / 1024 / 1024)} MB`;
