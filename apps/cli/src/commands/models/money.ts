const million = 1_000_000;

/** Dollars with as many digits as matter; `?` for what is not known. */
export const perMillion = (micros: number | null): string =>
  micros === null ? '?' : `$${Number((micros / million).toPrecision(4))}`;

/** What was spent, in dollars. */
export const spent = (micros: number): string => `$${(micros / million).toFixed(4)}`;
