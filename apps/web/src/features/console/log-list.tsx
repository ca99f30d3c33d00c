'use client';
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import type { RunLog } from '#lib/live/run-log.ts';
import { consoleText as text } from '#text/runs.ts';
import { LogRow } from './log-row.tsx';
import { isAtEnd, logWindow, scrollTopFor } from './log-window.ts';

export interface LogListHandle {
  scrollTo(seq: number): void;
  /** The line in the middle of the view. */
  middleSeq(): number;
}

interface LogListProps {
  log: RunLog;
  version: number;
  isFollowing: boolean;
  onFollow(isFollowing: boolean): void;
  onNeed(firstSeq: number, lastSeq: number): void;
  withTimes: boolean;
  needle: string;
  currentSeq: number | null;
  handle: Ref<LogListHandle>;
}

/** A list of fixed rows that draws only what is in view. */
export function LogList({
  log,
  version,
  isFollowing,
  onFollow,
  onNeed,
  withTimes,
  needle,
  currentSeq,
  handle,
}: LogListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const viewportPx = useHeight(scroller);
  const view = logWindow({ totalRows: log.lastSeq, scrollTop, viewportPx, isFollowing });

  useImperativeHandle(handle, () => ({
    scrollTo: (seq) => scroller.current?.scrollTo({ top: scrollTopFor(seq, view.baseSeq, viewportPx) }),
    middleSeq: () => Math.round((view.firstSeq + view.lastSeq) / 2),
  }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: version says that lines were added
  useLayoutEffect(() => {
    if (isFollowing && scroller.current !== null) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [isFollowing, version, viewportPx, view.heightPx]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: version says that holes may have been filled or made
  useEffect(() => {
    if (view.lastSeq >= view.firstSeq) onNeed(view.firstSeq, view.lastSeq);
  }, [onNeed, view.firstSeq, view.lastSeq, version]);

  const lastTop = useRef(0);
  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    const isUpward = element.scrollTop < lastTop.current - 1;
    lastTop.current = element.scrollTop;
    setScrollTop(element.scrollTop);
    const atEnd = isAtEnd(element.scrollTop, element.clientHeight, element.scrollHeight);
    if (isFollowing && isUpward && !atEnd) onFollow(false);
    if (!isFollowing && atEnd && !isUpward) onFollow(true);
  };
  const seqs = Array.from(
    { length: Math.max(0, view.lastSeq - view.firstSeq + 1) },
    (_, index) => view.firstSeq + index,
  );
  const digits = String(log.lastSeq).length;
  return (
    <div
      ref={scroller}
      onScroll={onScroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label={text.region}
      className="min-h-0 flex-1 overflow-auto overscroll-contain bg-sunken font-mono text-xs [overflow-anchor:none] focus-visible:outline-offset-[-2px]"
    >
      <div className="relative" style={{ height: view.heightPx }}>
        <div className="absolute left-0 w-max min-w-full" style={{ top: view.offsetPx }}>
          {seqs.map((seq) => (
            <LogRow
              key={seq}
              seq={seq}
              line={log.line(seq)}
              withTime={withTimes}
              digits={digits}
              needle={needle}
              isCurrent={seq === currentSeq}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function useHeight(ref: React.RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(400);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    setHeight(element.clientHeight);
    return () => observer.disconnect();
  }, [ref]);
  return height;
}
