import { type Hunk, linesOf, listHunks } from './lines.ts';

export interface Conflict {
  mine: string;
  theirs: string;
}

interface Side {
  lines: readonly string[];
  hunks: readonly Hunk[];
}

/** What the base's lines `start` to `end` are on this side; no hunk crosses either end. */
function linesOfSide({ lines, hunks }: Side, start: number, end: number): string {
  const grown = (isCounted: (hunk: Hunk) => boolean): number =>
    hunks
      .filter(isCounted)
      .reduce((sum, hunk) => sum + hunk.newEnd - hunk.newStart - (hunk.oldEnd - hunk.oldStart), 0);
  const from = start + grown((hunk) => hunk.oldStart < start);
  return lines.slice(from, end + grown((hunk) => hunk.oldStart <= end)).join('');
}

/** Stretches of the base that either side changed; those that touch are one. */
function listRegions(...sides: Side[]): { start: number; end: number }[] {
  const hunks = sides.flatMap((side) => side.hunks).sort((a, b) => a.oldStart - b.oldStart);
  const regions: { start: number; end: number }[] = [];
  for (const { oldStart: start, oldEnd: end } of hunks) {
    const last = regions.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else regions.push({ start, end });
  }
  return regions;
}

/**
 * Both sides' changes to one text, line by line, as `git merge-file` does: a stretch that one side changed is
 * taken from it, one that both changed alike is taken once, anything else is a conflict.
 */
export function mergeNotes(
  base: string,
  mine: string,
  theirs: string,
): { text: string } | { conflicts: Conflict[] } {
  if (theirs === base || theirs === mine) return { text: mine };
  if (mine === base) return { text: theirs };
  const lines = linesOf(base);
  const sideOf = (text: string): Side => ({ lines: linesOf(text), hunks: listHunks(lines, linesOf(text)) });
  const [one, other] = [sideOf(mine), sideOf(theirs)];
  const conflicts: Conflict[] = [];
  let text = '';
  let at = 0;
  for (const { start, end } of listRegions(one, other)) {
    const was = lines.slice(start, end).join('');
    const [a, b] = [linesOfSide(one, start, end), linesOfSide(other, start, end)];
    if (a !== b && a !== was && b !== was) conflicts.push({ mine: a, theirs: b });
    text += lines.slice(at, start).join('') + (a === was ? b : a);
    at = end;
  }
  return conflicts.length > 0 ? { conflicts } : { text: text + lines.slice(at).join('') };
}
