import type { Usage } from '@overmind/contracts/entities/model-call';

const numbers = [
  ...(['calls', 'failures', 'cache_hits', 'input_tokens', 'output_tokens', 'cached_tokens'] as const),
  ...(['cost_micros', 'saved_micros', 'best_micros', 'compared_micros', 'latency_ms'] as const),
  ...(['local_calls', 'local_tokens', 'cloud_calls', 'cloud_tokens'] as const),
];

/** Spreadsheets take a text that begins so for a formula; a quote before it makes it words again. */
const formula = /^[=+\-@\t\r]/;

function cell(value: string): string {
  const words = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}

/** The sums as RFC 4180 says: a line of names, then a line a group. */
export const usageCsv = ({ group_by, items }: Usage): string =>
  [
    [group_by, 'name', ...numbers].join(','),
    ...items.map((row) =>
      [cell(row.group ?? ''), cell(row.label ?? ''), ...numbers.map((name) => row[name])].join(','),
    ),
    '',
  ].join('\r\n');
