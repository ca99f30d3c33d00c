const numberedKey = /^(.*?)(\d+)$/s;

/** What a name is sorted by: its text but for the number at its end, then that number. */
function partsOf(name: string): { text: string; number: number } {
  const [, text = name, digits] = numberedKey.exec(name) ?? [];
  return { text, number: digits === undefined ? -1 : Number(digits) };
}

/** Names by code unit, and numbered ones by number: SHOP-9 before SHOP-10. */
export function byKey(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  return compare(a.text, b.text) || compare(a.number, b.number) || compare(one, other);
}

function compare<T extends string | number>(one: T, other: T): number {
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
