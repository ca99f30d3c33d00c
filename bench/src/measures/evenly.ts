/** Evenly chosen, so that a part stands for the whole. */
export function someOf<Item>(items: readonly Item[], wanted: number): Item[] {
  const count = Math.min(items.length, wanted);
  const step = items.length / Math.max(1, count);
  return items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}
