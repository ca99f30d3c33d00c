import type { ChangeData, HunkData } from 'react-diff-view';

/** A stretch of a hunk: lines as they were, or lines that went and those that came in their place. */
export interface Block {
  normal: ChangeData[];
  deleted: ChangeData[];
  inserted: ChangeData[];
}

const empty = (): Block => ({ normal: [], deleted: [], inserted: [] });

export function blocksOf(changes: readonly ChangeData[]): Block[] {
  const blocks: Block[] = [];
  let current = empty();
  const close = () => {
    if (current.normal.length + current.deleted.length + current.inserted.length > 0) blocks.push(current);
    current = empty();
  };
  for (const change of changes) {
    const isChanged = change.type !== 'normal';
    if (isChanged ? current.normal.length > 0 : current.deleted.length + current.inserted.length > 0) close();
    if (change.type === 'normal') current.normal.push(change);
    else if (change.type === 'delete') current.deleted.push(change);
    else current.inserted.push(change);
  }
  close();
  return blocks;
}

/** Deleted and inserted lines by turns, which is how two columns are filled. */
function zipped({ normal, deleted, inserted }: Block): ChangeData[] {
  const pairs = Array.from({ length: Math.max(deleted.length, inserted.length) }, (_, index) =>
    [deleted[index], inserted[index]].filter((change) => change !== undefined),
  );
  return [...normal, ...pairs.flat()];
}

export type DiffView = 'unified' | 'split';
const linesInPiece = 80;

/** A part of a hunk that is drawn at once, so that only what is in sight costs anything. */
export interface Piece {
  hunk: HunkData;
  rows: number;
}

export function piecesOf(hunk: HunkData, view: DiffView): Piece[] {
  const changes = view === 'split' ? blocksOf(hunk.changes).flatMap(zipped) : hunk.changes;
  const pieces: Piece[] = [];
  for (let from = 0; from < changes.length; ) {
    let to = Math.min(changes.length, from + linesInPiece);
    // A pair of one row stays together.
    if (view === 'split' && changes[to - 1]?.type === 'delete' && changes[to]?.type === 'insert') to += 1;
    const part = changes.slice(from, to);
    pieces.push({ hunk: { ...hunk, changes: part }, rows: rowsOf(part, view) });
    from = to;
  }
  return pieces;
}

function rowsOf(changes: readonly ChangeData[], view: DiffView): number {
  if (view === 'unified') return changes.length;
  return changes.filter((change, index) => {
    return !(change.type === 'insert' && changes[index - 1]?.type === 'delete');
  }).length;
}
