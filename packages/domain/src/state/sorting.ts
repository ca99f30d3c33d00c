const numberedKey = /^(.*?)(\d+)$/;

/** Names by code unit, and numbered ones by number: SHOP-9 before SHOP-10. */
export function byKey(one: string, other: string): number {
  const [, onePrefix, oneNumber] = numberedKey.exec(one) ?? [];
  const [, otherPrefix, otherNumber] = numberedKey.exec(other) ?? [];
  const isSameKind = onePrefix !== undefined && onePrefix === otherPrefix;
  return (isSameKind && Number(oneNumber) - Number(otherNumber)) || compare(one, other);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Key numbers rise with age, so that no time of day is needed for the order. */
export function byUrgencyThenKey(
  one: { priority: number; key: string },
  other: { priority: number; key: string },
): number {
  return one.priority - other.priority || byKey(one.key, other.key);
}

interface Ended {
  task: string;
  attempt: number;
  finished_at: string;
}

export function latestFirst(one: Ended, other: Ended): number {
  return (
    compare(other.finished_at, one.finished_at) || byKey(one.task, other.task) || other.attempt - one.attempt
  );
}

/** The first item of each key. */
export function uniqueBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
