'use client';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect } from 'react';
import type { LogEntry } from './log-entries.ts';

/** About how tall a row is until it is drawn for the first time. */
const guessesPx: Record<LogEntry['kind'], number> = {
  ...{ phase: 24, round: 24, skipped: 36, live: 44, asked_below: 48, message: 132 },
};

type Rows = Virtualizer<HTMLDivElement, HTMLDivElement>;

/** Which rows are drawn, and where: each begins where the one before it ends, in everything that is painted. */
export function useLogRows(scroller: RefObject<HTMLDivElement | null>, entries: readonly LogEntry[]): Rows {
  const rows = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => guessesPx[entries[index]?.kind ?? 'message'],
    getItemKey: (index) => entries[index]?.key ?? index,
    onChange: placeRows,
    overscan: 6,
    gap: 14,
    paddingStart: 16,
    paddingEnd: 24,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are as tall as their entries make them
  useLayoutEffect(() => measureRows(rows), [rows, entries]);
  return rows;
}

/** The library measures a row that comes while the list scrolls, or that grows, only after it was placed by a guess. */
function measureRows(rows: Rows): void {
  const drawn = rows.getVirtualItems().flatMap(({ key, index }) => {
    const row = rows.elementsCache.get(key);
    return row?.isConnected === true ? [{ index, heightPx: row.offsetHeight }] : [];
  });
  for (const { index, heightPx } of drawn) rows.resizeItem(index, heightPx);
}

/** What grows by itself is measured just before it is painted, and the next render would come after that. */
function placeRows(rows: Rows): void {
  for (const { key, start } of rows.getVirtualItems()) {
    const row = rows.elementsCache.get(key);
    if (row !== undefined) row.style.transform = rowPlace(start);
  }
}

export const rowPlace = (startPx: number): string => `translateY(${startPx}px)`;
