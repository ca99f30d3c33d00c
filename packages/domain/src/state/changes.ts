import type { StateDiff, StateDocument } from '@overmind/contracts/entities/state';

export type StateChange = StateDiff['changes'][number];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const escapeToken = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** By what an entry of a list is known: its key, name, task or title; a text by itself. */
function nameOf(entry: unknown): string {
  if (!isRecord(entry)) return String(entry);
  const { key, name, task, title, attempt } = entry;
  const found = key ?? name ?? task ?? title;
  return typeof attempt === 'number' ? `${String(found)}:${attempt}` : String(found);
}

/** Entries by name; those that share one are told apart by their number. */
function entriesOf(list: readonly unknown[]): Map<string, { entry: unknown; token: string }> {
  const named = new Map<string, { entry: unknown; token: string }>();
  for (const [index, entry] of list.entries()) {
    const name = nameOf(entry);
    let unique = name;
    for (let number = 2; named.has(unique); number += 1) unique = `${name}#${number}`;
    named.set(unique, { entry, token: isRecord(entry) ? unique : String(index) });
  }
  return named;
}

function* compareLists(before: readonly unknown[], after: readonly unknown[], path: string) {
  const old = entriesOf(before);
  const fresh = entriesOf(after);
  for (const [name, { entry, token }] of old) {
    const match = fresh.get(name);
    const pointer = `${path}/${escapeToken(token)}`;
    if (match) yield* compare(entry, match.entry, pointer);
    else yield { path: pointer, kind: 'removed' as const, before: entry, after: null };
  }
  for (const [name, { entry, token }] of fresh) {
    if (old.has(name)) continue;
    yield { path: `${path}/${escapeToken(token)}`, kind: 'added' as const, before: null, after: entry };
  }
}

function* compare(before: unknown, after: unknown, path: string): Generator<StateChange> {
  if (Array.isArray(before) && Array.isArray(after)) {
    yield* compareLists(before, after, path);
  } else if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      yield* compare(before[key], after[key], `${path}/${escapeToken(key)}`);
  } else if (before !== after) {
    yield { path, kind: 'changed', before, after };
  }
}

/**
 * What differs, by meaning and in the order of the document: entries of lists are matched by their key or name,
 * so that one that only moved within its list does not count.
 */
export function listStateChanges(before: StateDocument, after: StateDocument): StateChange[] {
  return [...compare(before, after, '')];
}
