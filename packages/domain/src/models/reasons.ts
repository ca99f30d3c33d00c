/** So many models are named beside the first one that has the same reason. */
const mostNamed = 2;

/**
 * Why none of these models answered, each reason told once: a server may offer hundreds of models, and all of them are
 * left out for the same reason.
 */
export function reasonsInWords(reasons: readonly { ref: string; words: string }[]): string {
  const refsOf = new Map<string, string[]>();
  for (const { ref, words } of reasons) refsOf.set(words, [...(refsOf.get(words) ?? []), ref]);
  return [...refsOf]
    .map(([words, [first = '', ...others]]) => `${first} ${words}${alsoOf(others)}`)
    .join('; ');
}

function alsoOf(others: readonly string[]): string {
  if (others.length === 0) return '';
  const named = others.slice(0, mostNamed);
  const more = others.length - named.length;
  const all = more === 0 ? named : [...named, `${more} more`];
  const last = all.pop();
  return ` (the same of ${all.length === 0 ? last : `${all.join(', ')} and ${last}`})`;
}
