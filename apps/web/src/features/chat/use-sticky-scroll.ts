'use client';
import { type UIEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';

const nearEndPx = 60;
const nearStartPx = 120;

interface ScrollInput {
  firstId: string | undefined;
  lastId: string | undefined;
  count: number;
  ownCount: number;
  /** Undefined while there is nothing earlier, or it is on its way. */
  onNearStart: (() => void) | undefined;
}

/** Stays at the end while a person is there, and where they read when something is added above or below. */
export function useStickyScroll({ firstId, lastId, count, ownCount, onNearStart }: ScrollInput) {
  const ref = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const [seenCount, setSeenCount] = useState(count);
  const before = useRef({ firstId, height: 0, count });
  const toEnd = () => ref.current?.scrollTo({ top: ref.current.scrollHeight });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last message is what moves the view
  useLayoutEffect(() => {
    if (!isAtEnd && ownCount === 0) return;
    toEnd();
    setSeenCount(count);
  }, [lastId, ownCount]);

  useEffect(() => {
    const content = ref.current?.lastElementChild ?? null;
    if (content === null || !isAtEnd) return undefined;
    // What is drawn late (formatted text, rows out of sight) makes the content grow below the fold, and what opens
    // beside the list (the microphone, a longer draft) moves the fold.
    const observer = new ResizeObserver(() => ref.current?.scrollTo({ top: ref.current.scrollHeight }));
    observer.observe(content);
    if (ref.current !== null) observer.observe(ref.current);
    return () => observer.disconnect();
  }, [isAtEnd]);

  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const { firstId: oldFirst, height, count: oldCount } = before.current;
    if (oldFirst !== undefined && oldFirst !== firstId && height > 0) {
      element.scrollTop += element.scrollHeight - height;
      setSeenCount((seen) => seen + count - oldCount);
    }
    before.current = { firstId, height: element.scrollHeight, count };
  }, [firstId, count]);

  const onScroll = (event: UIEvent<HTMLDivElement>) => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    const isNowAtEnd = scrollHeight - scrollTop - clientHeight < nearEndPx;
    setAtEnd(isNowAtEnd);
    before.current.height = scrollHeight;
    if (isNowAtEnd) setSeenCount(count);
    if (scrollTop < nearStartPx && scrollHeight > clientHeight) onNearStart?.();
  };
  return { ref, onScroll, isAtEnd, toEnd, unseen: isAtEnd ? 0 : Math.max(0, count - seenCount) };
}
