/** The arm that a point in [0, 1) falls on, each as wide as its weight; arms are taken by their names. */
export function pickArm<T extends { name: string; weight: number }>(
  arms: readonly T[],
  point: number,
): T | null {
  const sorted = [...arms].sort((one, other) => (one.name < other.name ? -1 : 1));
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let upTo = 0;
  for (const arm of sorted) {
    upTo += arm.weight;
    if (point * total < upTo) return arm;
  }
  return sorted.at(-1) ?? null;
}
