import type { ChangeData, HunkData } from 'react-diff-view';
import { blocksOf } from './blocks.ts';
import type { DiffFile } from './diff-file.ts';

const bare = (change: ChangeData): string => change.content.replace(/\s+/g, '');
const mostCompared = 400;

/** The file with lines that differ in nothing but white space shown as unchanged, in their new form. */
export function withoutSpaceChanges(file: DiffFile): DiffFile {
  const hunks = file.hunks
    .map((hunk) => ({ ...hunk, changes: blocksOf(hunk.changes).flatMap(settle) }))
    .filter(hasChanges);
  const count = (type: ChangeData['type']) =>
    hunks.reduce((sum, hunk) => sum + hunk.changes.filter((change) => change.type === type).length, 0);
  return { ...file, hunks, insertions: count('insert'), deletions: count('delete') };
}

const hasChanges = (hunk: HunkData): boolean => hunk.changes.some(({ type }) => type !== 'normal');

function settle(block: ReturnType<typeof blocksOf>[number]): ChangeData[] {
  const { normal, deleted, inserted } = block;
  if (normal.length > 0) return normal;
  const settled: ChangeData[] = [];
  let from = 0;
  const rest: ChangeData[] = [];
  const flush = (until: number) => {
    settled.push(...rest.splice(0), ...inserted.slice(from, until));
    from = until;
  };
  for (const gone of deleted) {
    const match = inserted.findIndex(
      (came, index) => index >= from && index < from + mostCompared && bare(came) === bare(gone),
    );
    const came = inserted[match];
    if (came?.type !== 'insert' || gone.type !== 'delete') {
      rest.push(gone);
      continue;
    }
    flush(match);
    settled.push({
      ...{ type: 'normal', isNormal: true, content: came.content },
      ...{ oldLineNumber: gone.lineNumber, newLineNumber: came.lineNumber },
    });
    from = match + 1;
  }
  flush(inserted.length);
  return settled;
}
