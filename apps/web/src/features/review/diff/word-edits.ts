import type { ChangeData, HunkData } from 'react-diff-view';
import { blocksOf } from './blocks.ts';

/** From and to, in characters of a line. */
export type Range = readonly [from: number, to: number];
export interface LineEdits {
  old: Map<number, Range[]>;
  new: Map<number, Range[]>;
}

const mostWords = 250;
/** Below it two lines have too little in common for their words to be compared. */
const leastAlike = 0.4;

/** What changed inside of lines that took each other's place: the first that went with the first that came, and so on. */
export function editsOf(hunks: readonly HunkData[]): LineEdits {
  const edits: LineEdits = { old: new Map(), new: new Map() };
  for (const hunk of hunks)
    for (const { deleted, inserted } of blocksOf(hunk.changes))
      for (const [index, gone] of deleted.entries()) addPair(edits, gone, inserted[index]);
  return edits;
}

function addPair(edits: LineEdits, gone: ChangeData, came: ChangeData | undefined): void {
  if (gone.type !== 'delete' || came?.type !== 'insert') return;
  const found = wordEdits(gone.content, came.content);
  if (found === null) return;
  edits.old.set(gone.lineNumber, found.old);
  edits.new.set(came.lineNumber, found.new);
}

const wordsOf = (line: string): string[] => line.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];

/** Ranges by words; null when the lines are too different or too long for it to help. */
export function wordEdits(old: string, fresh: string): { old: Range[]; new: Range[] } | null {
  const [before, after] = [wordsOf(old), wordsOf(fresh)];
  if (before.length > mostWords || after.length > mostWords) return null;
  const kept = keptPairs(before, after);
  const lengthOf = (index: number) => before[index]?.trim().length ?? 0;
  const alike = kept.reduce((sum, [index]) => sum + lengthOf(index), 0);
  if (alike < leastAlike * Math.max(old.trim().length, fresh.trim().length)) return null;
  return {
    old: rangesBut(before, new Set(kept.map(([index]) => index))),
    new: rangesBut(after, new Set(kept.map(([, index]) => index))),
  };
}

/** Longest common subsequence, as pairs of places. */
function keptPairs(before: readonly string[], after: readonly string[]): [number, number][] {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

function rangesBut(words: readonly string[], kept: ReadonlySet<number>): Range[] {
  const ranges: [number, number][] = [];
  let at = 0;
  for (const [index, word] of words.entries()) {
    const end = at + word.length;
    const last = ranges.at(-1);
    if (!kept.has(index)) {
      if (last?.[1] === at) last[1] = end;
      else ranges.push([at, end]);
    }
    at = end;
  }
  return ranges;
}
