'use client';
import { type UIEvent, useEffect, useRef, useState } from 'react';

const spareRows = 8;

interface WindowedInput {
  count: number;
  rowPx: number;
  /** Called when the last rows come into sight. */
  onNearEnd?: (() => void) | undefined;
}

/** Rows of one height, of which only those in sight are drawn. */
export function useWindowed({ count, rowPx, onNearEnd }: WindowedInput) {
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() =>
      setPlace((before) => ({ ...before, height: element.clientHeight })),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const first = Math.max(0, Math.floor(place.top / rowPx) - spareRows);
  const last = Math.min(count, Math.ceil((place.top + place.height) / rowPx) + spareRows);
  const onScroll = (event: UIEvent<HTMLElement>) => {
    const { scrollTop, clientHeight } = event.currentTarget;
    setPlace({ top: scrollTop, height: clientHeight });
    if ((count - spareRows) * rowPx < scrollTop + clientHeight) onNearEnd?.();
  };
  /** Brings a row into sight with the least movement. */
  const reveal = (index: number) => {
    const element = ref.current;
    if (element === null || index < 0) return;
    const top = index * rowPx;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowPx > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowPx - element.clientHeight;
  };
  return { ref, first, last, totalPx: count * rowPx, onScroll, reveal };
}
