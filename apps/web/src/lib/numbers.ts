const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat('en', {
  ...{ style: 'currency', currency: 'USD' },
  ...{ minimumFractionDigits: 2, maximumFractionDigits: 4 },
});

/** `840`, `12.4K`, `1.2M`. */
export const countWords = (count: number): string => compact.format(count);

/** Out of millionths of a US dollar: `$0.0123`, `$4.20`. */
export const costWords = (micros: number): string => dollars.format(micros / 1_000_000);

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** `840 B`, `1.5 MB`. */
export function sizeWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
