export const rowHeight = 20;
const overscanRows = 24;
/** Browsers stop growing an element at about 17 million pixels; beyond it only the end of a log can be scrolled. */
const mostRows = 800_000;
const endTolerancePx = rowHeight;

export interface WindowInput {
  totalRows: number;
  scrollTop: number;
  viewportPx: number;
  isFollowing: boolean;
}
export interface LogWindow {
  /** Lines before this one lie beyond what can be scrolled to. */
  baseSeq: number;
  firstSeq: number;
  lastSeq: number;
  /** Where the first shown row stands, and how high all rows are together. */
  offsetPx: number;
  heightPx: number;
}

/** Which lines to draw. While following it is counted from the end, so that no scroll event is waited for. */
export function logWindow({ totalRows, scrollTop, viewportPx, isFollowing }: WindowInput): LogWindow {
  const rows = Math.min(totalRows, mostRows);
  const baseSeq = totalRows - rows + 1;
  const heightPx = rows * rowHeight;
  const top = isFollowing ? heightPx - viewportPx : Math.min(scrollTop, heightPx - viewportPx);
  const firstRow = Math.max(0, Math.floor(Math.max(0, top) / rowHeight) - overscanRows);
  const shownRows = Math.ceil(viewportPx / rowHeight) + 2 * overscanRows;
  const lastRow = Math.min(rows, firstRow + shownRows);
  return {
    baseSeq,
    firstSeq: baseSeq + firstRow,
    lastSeq: baseSeq + lastRow - 1,
    offsetPx: firstRow * rowHeight,
    heightPx,
  };
}

export const isAtEnd = (scrollTop: number, viewportPx: number, heightPx: number): boolean =>
  heightPx - viewportPx - scrollTop <= endTolerancePx;

/** Where to scroll so that a line stands a third down the view. */
export const scrollTopFor = (seq: number, baseSeq: number, viewportPx: number): number =>
  Math.max(0, (seq - baseSeq) * rowHeight - viewportPx / 3);
