'use client';
import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#lib/class-names.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { transcript as text } from '#text/transcript.ts';
import { EntryRow } from './entry-row.tsx';

const nearEndPx = 48;
const rowGuessPx = 44;

interface TranscriptListProps {
  entries: readonly TranscriptEntry[];
  /** Milliseconds a tool call took, by its id. */
  tookMs(id: string): number | null;
  isLive: boolean;
}

/** Entries of any height, of which only those near the view are drawn. It stays at the end until someone scrolls up. */
export function TranscriptList({ entries, tookMs, isLive }: TranscriptListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isFollowing, setFollowing] = useState(isLive);
  const [seenCount, setSeenCount] = useState(entries.length);
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowGuessPx,
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: 8,
    gap: 8,
    paddingStart: 12,
    paddingEnd: 16,
  });
  const heightPx = rows.getTotalSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: entries grow in place too, which the height tells
  useLayoutEffect(() => {
    if (!isFollowing || scroller.current === null) return;
    scroller.current.scrollTop = scroller.current.scrollHeight;
    setSeenCount(entries.length);
  }, [isFollowing, entries, heightPx]);

  const [wanted] = useSearchParam('entry');
  const wantedAt = wanted === null ? -1 : entries.findIndex(({ id }) => id === wanted);
  const isThere = wantedAt >= 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is come to once, wherever it moves from then on
  useEffect(() => {
    if (!isThere) return;
    setFollowing(false);
    rows.scrollToIndex(wantedAt, { align: 'center' });
  }, [wanted, isThere]);

  const lastTop = useRef(0);
  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    const isUpward = element.scrollTop < lastTop.current - 1;
    lastTop.current = element.scrollTop;
    const isAtEnd = element.scrollHeight - element.clientHeight - element.scrollTop <= nearEndPx;
    if (isFollowing && isUpward && !isAtEnd) setFollowing(false);
    if (!isFollowing && isAtEnd && !isUpward && isLive) setFollowing(true);
    if (isAtEnd) setSeenCount(entries.length);
  };
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={text.region}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:outline-offset-[-2px]"
      >
        <div className="relative mx-auto max-w-4xl" style={{ height: heightPx }}>
          {rows.getVirtualItems().map((row) => {
            const entry = entries[row.index];
            return entry === undefined ? null : (
              <div
                key={row.key}
                data-index={row.index}
                ref={rows.measureElement}
                aria-current={row.index === wantedAt ? 'location' : undefined}
                className={cn(
                  'absolute inset-x-0 top-0 px-3 sm:px-4',
                  row.index === wantedAt && 'rounded-card ring-2 ring-accent/40',
                )}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <EntryRow entry={entry} tookMs={tookMs(entry.id)} isLive={isLive} />
              </div>
            );
          })}
        </div>
      </div>
      {isLive && !isFollowing ? (
        <Button
          look="primary"
          size="sm"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-pop"
          onClick={() => setFollowing(true)}
        >
          <ArrowDown aria-hidden />
          {entries.length > seenCount ? text.unseen(entries.length - seenCount) : text.toNow}
        </Button>
      ) : null}
    </div>
  );
}
