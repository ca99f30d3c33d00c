interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** The items of a list from its beginning, at most `max`. */
export async function listUpTo<T>(
  max: number,
  load: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(500, max - items.length);
    const page = await load({ limit, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined && items.length < max);
  return items;
}
