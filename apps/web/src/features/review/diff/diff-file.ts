import type { ChangeData, HunkData } from 'react-diff-view';

export type FileKind = 'add' | 'delete' | 'modify' | 'rename' | 'copy';

/** One file of a diff, with all that git says of it. */
export interface DiffFile {
  /** The path to call it by: the new one, or the old one of a deleted file. */
  path: string;
  oldPath: string;
  newPath: string;
  kind: FileKind;
  /** File modes such as `100755`, where they were changed. */
  modes: { old: string; new: string } | null;
  isBinary: boolean;
  endsWithNewline: { old: boolean; new: boolean };
  hunks: HunkData[];
  insertions: number;
  deletions: number;
}

export type Side = 'old' | 'new';
export interface LinePlace {
  path: string;
  side: Side;
  line: number;
}

export const lineOn = (change: ChangeData, side: Side): number | null => {
  if (change.type === 'normal') return side === 'old' ? change.oldLineNumber : change.newLineNumber;
  return (change.type === 'insert') === (side === 'new') ? change.lineNumber : null;
};

/** The side that a change is spoken of by: the old one for a line that is gone, else the new one. */
export const sideOf = (change: ChangeData): Side => (change.type === 'delete' ? 'old' : 'new');

export const placeOf = (path: string, change: ChangeData, side = sideOf(change)): LinePlace => ({
  path,
  side,
  line: lineOn(change, side) ?? 0,
});

export const changesOf = (file: DiffFile): ChangeData[] => file.hunks.flatMap((hunk) => hunk.changes);
export const sizeOf = (file: DiffFile): number =>
  file.hunks.reduce((total, hunk) => total + hunk.changes.length, 0);

export function findChange(file: DiffFile, side: Side, line: number): ChangeData | null {
  for (const hunk of file.hunks) {
    const found = hunk.changes.find((change) => lineOn(change, side) === line);
    if (found !== undefined) return found;
  }
  return null;
}
