import { diffArrays } from 'diff';

/** Texts that differ in more lines than this are taken as wholly different, so that no text takes long. */
export const maxDifferences = 2_000;

/** The lines of a text, each with its line break. */
export const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** A stretch of lines of the old text that became other lines of the new one. */
export interface Hunk {
  oldStart: number;
  oldEnd: number;
  newStart: number;
  newEnd: number;
}

/** What changed between two lists of lines, in order. */
export function listHunks(before: readonly string[], after: readonly string[]): Hunk[] {
  const parts = diffArrays([...before], [...after], { maxEditLength: maxDifferences });
  if (!parts) return [{ oldStart: 0, oldEnd: before.length, newStart: 0, newEnd: after.length }];
  const hunks: Hunk[] = [];
  let [oldAt, newAt] = [0, 0];
  let open: Hunk | null = null;
  for (const part of parts) {
    const isChange = part.added || part.removed;
    if (isChange && !open) {
      open = { oldStart: oldAt, oldEnd: oldAt, newStart: newAt, newEnd: newAt };
      hunks.push(open);
    }
    if (!part.added) oldAt += part.value.length;
    if (!part.removed) newAt += part.value.length;
    if (open && isChange) Object.assign(open, { oldEnd: oldAt, newEnd: newAt });
    if (!isChange) open = null;
  }
  return hunks;
}
