/**
 * A node on a circle of what each waits for, or null when there is none. Kahn's algorithm: whoever waits for
 * nothing is taken out, again and again; what stays is on a circle or waits for one.
 */
export function findCircle(waitsFor: ReadonlyMap<string, readonly string[]>): string | null {
  const waiting = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const [node, others] of waitsFor) {
    waiting.set(node, others.length);
    for (const other of others) {
      const known = dependents.get(other);
      if (known) known.push(node);
      else dependents.set(other, [node]);
    }
  }
  const free = [...dependents.keys()].filter((node) => !waiting.has(node));
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    for (const dependent of dependents.get(node) ?? []) {
      const left = (waiting.get(dependent) ?? 0) - 1;
      if (left > 0) waiting.set(dependent, left);
      else {
        waiting.delete(dependent);
        free.push(dependent);
      }
    }
  }
  const [stuck] = waiting.keys();
  return stuck ?? null;
}
