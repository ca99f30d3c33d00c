type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What `mine` changed of `base`, field by field, over `theirs`; a list is one field. */
export function layChanges<T extends object>(mine: T, base: T, theirs: T): T {
  return laid(mine, base, theirs) as T;
}

function laid(mine: unknown, base: unknown, theirs: unknown): unknown {
  if (isSame(mine, base)) return theirs;
  if (!isFields(mine) || !isFields(base) || !isFields(theirs)) return mine;
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  const fields = [...names].map((name) => [name, laid(mine[name], base[name], theirs[name])] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}
