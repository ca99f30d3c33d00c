import type { RunFlag } from '@overmind/contracts/entities/run';
import { looseningIn } from './loosened-checks.ts';
import { asserts, caseIn, isComment, isTestFile, mayHoldTests, provesNothing, skips } from './test-words.ts';
import { type DiffFile, type DiffHunk, type DiffLine, parseDiff } from './unified-diff.ts';

const mostFlags = 200;

/** Every line a diff adds or takes away, with what tells moved code from deleted code. */
interface Whole {
  files: readonly DiffFile[];
  /** How often each case, and each line of a test, is added anywhere: what was moved is added as often as removed. */
  addedCases: Tally;
  addedLines: Tally;
}

/** Counts what is there to be taken once. */
class Tally {
  readonly #counts = new Map<string, number>();

  add(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  take(key: string): boolean {
    const count = this.#counts.get(key) ?? 0;
    if (count > 0) this.#counts.set(key, count - 1);
    return count > 0;
  }
}

const normal = (text: string): string => text.trim().replace(/\s+/g, ' ');
const linesOf = (file: DiffFile): DiffLine[] => file.hunks.flatMap((hunk) => hunk.lines);
const keyOf = (text: string): string | null => {
  const found = isComment(text) ? null : caseIn(text);
  return found === null ? null : (found.name ?? normal(text));
};

/**
 * What a unified diff does to the tests that should prove it: cases and files of tests that are gone, cases that are
 * skipped or run alone, assertions that are gone or prove nothing, thresholds that are lower, checks that cannot fail.
 * It reads text and knows no language whole, so it is there to draw a person's eye: a flag is no verdict, and no flag
 * no proof. Cases, assertions and files that only moved are none of these. At most 200 flags.
 */
export function weakenedTests(diff: string): RunFlag[] {
  const files = parseDiff(diff);
  const whole: Whole = { files, addedCases: new Tally(), addedLines: new Tally() };
  for (const file of files) {
    if (!mayHoldTests(file.newPath ?? '')) continue;
    for (const { sign, text } of linesOf(file)) {
      if (sign !== '+') continue;
      whole.addedLines.add(normal(text));
      const key = keyOf(text);
      if (key !== null) whole.addedCases.add(key);
    }
  }
  const flags = files.flatMap((file) => [
    ...(mayHoldTests(file.oldPath ?? file.newPath ?? '') ? flagsOfTests(file, whole) : []),
    ...looseningIn(file),
  ]);
  return flags.slice(0, mostFlags);
}

const flag = (kind: RunFlag['kind'], path: string, line: number | null, text: string): RunFlag => ({
  ...{ kind, path: path.slice(0, 4_096), line, text: text.trim().slice(0, 2_000) },
});

function flagsOfTests(file: DiffFile, whole: Whole): RunFlag[] {
  const path = file.newPath ?? file.oldPath ?? '';
  if (file.newPath === null) return deletedFile(file, path, whole);
  const removedCases = linesOf(file).flatMap(({ sign, line, text }) => {
    const key = sign === '-' ? keyOf(text) : null;
    return key !== null && !whole.addedCases.take(key) ? [flag('test_deleted', path, line, text)] : [];
  });
  return [...removedCases, ...file.hunks.flatMap((hunk) => flagsOfHunk(hunk, path, whole))];
}

/** A file whose cases all stand elsewhere now was split or merged, not deleted. */
function deletedFile(file: DiffFile, path: string, whole: Whole): RunFlag[] {
  const removed = linesOf(file).filter(({ sign }) => sign === '-');
  const cases = removed.flatMap(({ line, text }) => {
    const key = keyOf(text);
    return key === null ? [] : [{ line, text, isKept: whole.addedCases.take(key) }];
  });
  if (cases.length === 0)
    return isTestFile(path) ? [flag('test_deleted', path, null, 'The file was deleted.')] : [];
  const gone = cases.filter(({ isKept }) => !isKept);
  if (gone.length === cases.length) {
    const text = `The file was deleted, with ${cases.length} ${cases.length === 1 ? 'test' : 'tests'}.`;
    return [flag('test_deleted', path, null, text)];
  }
  return gone.map(({ line, text }) => flag('test_deleted', path, line, text));
}

function flagsOfHunk({ lines }: DiffHunk, path: string, whole: Whole): RunFlag[] {
  const removed = lines.filter(({ sign }) => sign === '-');
  const added = lines.filter(({ sign }) => sign === '+');
  const before = new Tally();
  for (const { text } of removed) if (skips(text) || provesNothing(text)) before.add(normal(text));
  const isNew = ({ text }: DiffLine): boolean => !before.take(normal(text));
  const skipped = added
    .filter((line) => skips(line.text) && isNew(line))
    .map(({ line, text }) => flag('test_skipped', path, line, text));
  const empty = added
    .filter((line) => provesNothing(line.text) && isNew(line))
    .map(({ line, text }) => flag('assertion_removed', path, line, text));
  return [...skipped, ...empty, ...lostAssertions(removed, added, path, whole)];
}

/** Fewer assertions than before in one place, those that moved elsewhere not counted, nor those of a case that went whole. */
function lostAssertions(
  removed: readonly DiffLine[],
  added: readonly DiffLine[],
  path: string,
  whole: Whole,
): RunFlag[] {
  if (removed.some(({ text }) => keyOf(text) !== null)) return [];
  const lost = removed.filter(({ text }) => asserts(text) && !whole.addedLines.take(normal(text)));
  const added_ = added.filter(({ text }) => asserts(text) && !provesNothing(text)).length;
  const kept = removed.filter(({ text }) => asserts(text)).length - lost.length;
  const missing = lost.length - Math.max(0, added_ - kept);
  return missing <= 0
    ? []
    : lost.slice(-missing).map(({ line, text }) => flag('assertion_removed', path, line, text));
}
