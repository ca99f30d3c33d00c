/**
 * A value of JSON as a database can take it: what models and their providers write may hold NUL and halves of
 * characters, which it refuses.
 */
export function withoutUnstorable<T>(value: T): T {
  // Of the same shape: nothing but the characters of its texts changes.
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, clean(inner)]));
}
