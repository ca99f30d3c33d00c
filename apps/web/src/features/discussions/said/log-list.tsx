'use client';
import { ArrowDown } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { room as text } from '#text/discussions.ts';
import type { LogEntry } from './log-entries.ts';
import { LogRow } from './log-row.tsx';
import { rowPlace, useLogRows } from './log-rows.ts';
import { WithTurnCalls } from './with-turn-calls.tsx';

const nearEndPx = 48;
const nearStartPx = 200;

interface LogListProps {
  entries: readonly LogEntry[];
  isLive: boolean;
  /** Undefined while there is nothing earlier, or it is on its way. */
  onNearStart: (() => void) | undefined;
}

/** A log of any length, of which only what is near the view is drawn. It stays at the end until someone scrolls up. */
export function LogList({ entries, isLive, onNearStart }: LogListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isFollowing, setFollowing] = useState(true);
  const [seenCount, setSeenCount] = useState(entries.length);
  const rows = useLogRows(scroller, entries);
  const heightPx = rows.getTotalSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: entries grow in place too, which the height tells
  useLayoutEffect(() => {
    if (!isFollowing || scroller.current === null) return;
    scroller.current.scrollTop = scroller.current.scrollHeight;
    setSeenCount(entries.length);
  }, [isFollowing, entries, heightPx]);
  useEndInView(scroller, isFollowing);
  useKeptPlace(scroller, entries, heightPx, isFollowing);

  const lastTop = useRef(0);
  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    const isUpward = element.scrollTop < lastTop.current - 1;
    lastTop.current = element.scrollTop;
    const isAtEnd = element.scrollHeight - element.clientHeight - element.scrollTop <= nearEndPx;
    if (isFollowing && isUpward && !isAtEnd) setFollowing(false);
    if (!isFollowing && isAtEnd && !isUpward) setFollowing(true);
    if (isAtEnd) setSeenCount(entries.length);
    if (isUpward && element.scrollTop < nearStartPx) onNearStart?.();
  };
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <WithTurnCalls entries={entries}>
        <div
          ref={scroller}
          onScroll={onScroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
          tabIndex={0}
          role="log"
          aria-live="off"
          aria-label={text.log}
          className="min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:outline-offset-[-2px]"
        >
          <div className="relative mx-auto max-w-3xl" style={{ height: heightPx }}>
            {rows.getVirtualItems().map((row) => {
              const entry = entries[row.index];
              return entry === undefined ? null : (
                <div
                  key={row.key}
                  data-index={row.index}
                  ref={rows.measureElement}
                  className="absolute inset-x-0 top-0 px-3 sm:px-4"
                  style={{ transform: rowPlace(row.start) }}
                >
                  <LogRow entry={entry} />
                </div>
              );
            })}
          </div>
        </div>
      </WithTurnCalls>
      {isFollowing ? null : (
        <Button
          look="primary"
          size="sm"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-pop"
          onClick={() => setFollowing(true)}
        >
          <ArrowDown aria-hidden />
          {isLive && entries.length > seenCount ? text.unseen(entries.length - seenCount) : text.toNow}
        </Button>
      )}
    </div>
  );
}

/** Also where what stands below the log grows: then nothing in it changes. */
function useEndInView(scroller: React.RefObject<HTMLDivElement | null>, isFollowing: boolean): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!isFollowing || element === null) return;
    const observer = new ResizeObserver(() => {
      element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, isFollowing]);
}

/** What is added above moves nothing that is being read. */
function useKeptPlace(
  scroller: React.RefObject<HTMLDivElement | null>,
  entries: readonly LogEntry[],
  heightPx: number,
  isFollowing: boolean,
): void {
  const before = useRef({ key: entries[1]?.key, heightPx });
  useLayoutEffect(() => {
    const { key, heightPx: height } = before.current;
    // The first entry names the phase, which may stay the first one; the second is what was there.
    const next = entries[1]?.key;
    if (key !== undefined && key !== next && !isFollowing && scroller.current !== null)
      scroller.current.scrollTop += Math.max(0, heightPx - height);
    before.current = { key: next, heightPx };
  }, [scroller, entries, heightPx, isFollowing]);
}
