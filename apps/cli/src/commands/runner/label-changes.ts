/** Labels after changes such as `+gpu` and `-slow`; null when one of them says neither. */
export function changeLabels(labels: readonly string[], changes: readonly string[]): string[] | null {
  const changed = new Set(labels);
  for (const change of changes) {
    const label = change.slice(1);
    if (label === '' || label.startsWith('-')) return null;
    if (change.startsWith('+')) changed.add(label);
    else if (change.startsWith('-')) changed.delete(label);
    else return null;
  }
  return [...changed];
}
