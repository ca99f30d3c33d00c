/** Something that was said, with what is known of it. */
export interface Item {
  [field: string]: string | number | boolean | null;
  content: string;
}

const overhead = 200;

/**
 * As many of the newest items as have room, in their order, each as one line of JSON. That something is missing is
 * said: an item that has no room alone is cut and marked, earlier ones are counted.
 */
export function fitItems(items: readonly Item[], maxChars: number): string[] {
  const lines: string[] = [];
  let left = maxChars;
  for (const item of items.toReversed()) {
    const line = JSON.stringify(item);
    if (line.length <= left) lines.unshift(line);
    else if (lines.length === 0 && left > overhead) lines.unshift(cut(item, left - overhead));
    else break;
    left -= line.length;
  }
  const missing = items.length - lines.length;
  return missing === 0 ? lines : [JSON.stringify({ earlier_left_out: missing }), ...lines];
}

const cut = (item: Item, chars: number): string =>
  JSON.stringify({ ...item, content: item.content.slice(0, chars).toWellFormed(), is_cut: true });
