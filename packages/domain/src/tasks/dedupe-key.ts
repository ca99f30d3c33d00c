import { contentWords } from '../requests/language/words.ts';

/** Equal for titles that ask for the same: the verb, then the other words that carry meaning, sorted. */
export function dedupeKey(title: string): string | null {
  const [verb, ...others] = contentWords(title);
  return verb === undefined ? null : [verb, ...[...new Set(others)].sort()].join(' ').slice(0, 500);
}
