interface Change {
  path: string;
  kind: 'added' | 'removed' | 'changed';
  before: unknown;
  after: unknown;
}

const keyOf = (entry: unknown, index: number): string => {
  if (typeof entry !== 'object' || entry === null) return String(index);
  const { key, name, task } = entry as Record<string, unknown>;
  return String(key ?? name ?? task ?? index);
};
const entriesOf = (value: object): Map<string, unknown> =>
  Array.isArray(value)
    ? new Map(value.map((entry, index) => [keyOf(entry, index), entry]))
    : new Map(Object.entries(value));

/** What differs between two documents, entries of lists by their key. */
export function changesBetween(before: unknown, after: unknown, path = ''): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const areObjects =
    typeof before === 'object' && typeof after === 'object' && before !== null && after !== null;
  if (!areObjects) return [{ path, kind: 'changed', before, after }];
  const [old, fresh] = [entriesOf(before), entriesOf(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((name): Change[] => {
    const place = `${path}/${name}`;
    if (!old.has(name)) return [{ path: place, kind: 'added', before: null, after: fresh.get(name) }];
    if (!fresh.has(name)) return [{ path: place, kind: 'removed', before: old.get(name), after: null }];
    return changesBetween(old.get(name), fresh.get(name), place);
  });
}

/** One hunk from the first line that differs to the last: enough to look at. */
export function unifiedPatch(before: string, after: string): string {
  if (before === after) return '';
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (old[start] === fresh[start]) start += 1;
  let end = 0;
  while (old.at(-1 - end) === fresh.at(-1 - end) && end < Math.min(old.length, fresh.length) - start)
    end += 1;
  const context = Math.min(3, start);
  const gone = old.slice(start, old.length - end);
  const come = fresh.slice(start, fresh.length - end);
  const lead = old.slice(start - context, start);
  return [
    '--- a/state.yaml',
    '+++ b/state.yaml',
    `@@ -${start - context + 1},${context + gone.length} +${start - context + 1},${context + come.length} @@`,
    ...lead.map((line) => ` ${line}`),
    ...gone.map((line) => `-${line}`),
    ...come.map((line) => `+${line}`),
    '',
  ].join('\n');
}
