export interface LineChange {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** Beyond this many cells a table would cost more than the nicer reading is worth. */
const mostCells = 250_000;

/** An empty text has no line, and an end of line no further one; unless that is all that differs. */
function linesOf(before: string, after: string): [string[], string[]] {
  const [old, fresh] = [before.replace(/\n$/, ''), after.replace(/\n$/, '')];
  const split = (text: string, whole: string) => (whole === '' ? [] : text.split('\n'));
  return old === fresh && old !== '' && before !== after
    ? [before.split('\n'), after.split('\n')]
    : [split(old, before), split(fresh, after)];
}

/** Two texts line by line, by their longest common subsequence. */
export function lineChanges(before: string, after: string): LineChange[] {
  const [old, fresh] = linesOf(before, after);
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end))
    end += 1;
  const same = (text: string): LineChange => ({ kind: 'same', text });
  return [
    ...old.slice(0, start).map(same),
    ...changesOf(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...old.slice(old.length - end).map(same),
  ];
}

function changesOf(old: readonly string[], fresh: readonly string[]): LineChange[] {
  const removed = (text: string): LineChange => ({ kind: 'removed', text });
  const added = (text: string): LineChange => ({ kind: 'added', text });
  if (old.length * fresh.length > mostCells) return [...old.map(removed), ...fresh.map(added)];
  const lengths = commonLengths(old, fresh);
  const lengthAt = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [left, right] = [old[i], fresh[j]];
    if (left !== undefined && left === right) {
      changes.push({ kind: 'same', text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || lengthAt(i + 1, j) >= lengthAt(i, j + 1))) {
      changes.push(removed(left));
      i += 1;
    } else {
      changes.push(added(right ?? ''));
      j += 1;
    }
  }
  return changes;
}

/** How long the common subsequence is of what follows each pair of lines. */
function commonLengths(old: readonly string[], fresh: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(fresh.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row === undefined) continue;
      row[j] =
        old[i] === fresh[j]
          ? (lengths[i + 1]?.[j + 1] ?? 0) + 1
          : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  return lengths;
}
