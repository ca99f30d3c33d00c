const maxKeyLength = 6;
const fallbackKey = 'PRJ';

/**
 * The prefix of a project's task keys: one word gives its letters, several give their initials. At most six
 * letters and digits, begins with a letter, and is not in `taken`.
 */
export function projectKey(name: string, taken: ReadonlySet<string>): string {
  const base = baseKey(name);
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const suffix = String(number);
    const key = base.slice(0, maxKeyLength - suffix.length) + suffix;
    if (!taken.has(key)) return key;
  }
}

function baseKey(name: string): string {
  const words = latinWords(name);
  const initials = words.map((word) => word.slice(0, 1)).join('');
  const key = (words.length > 1 ? initials : (words[0] ?? '')).replace(/^\d+/, '').slice(0, maxKeyLength);
  return key.length < 2 ? fallbackKey : key;
}

function latinWords(name: string): string[] {
  const unaccented = name.normalize('NFKD').replace(/\p{M}/gu, '');
  const spaced = unaccented.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').toUpperCase();
  return spaced.replace(/['’]/g, '').match(/[A-Z0-9]+/g) ?? [];
}
