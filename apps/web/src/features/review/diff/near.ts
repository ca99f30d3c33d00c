'use client';
import { useEffect, useState } from 'react';

const margin = '900px 0px';
const watched = new WeakMap<Element, (isSeen: boolean, heightPx: number) => void>();
const observers = new WeakMap<Element, IntersectionObserver>();

/** One observer for all that scrolls together: a diff has hundreds of pieces. */
function observerAround(element: Element): IntersectionObserver | null {
  const scroller = element.closest('[data-scroller]');
  if (scroller === null || typeof IntersectionObserver === 'undefined') return null;
  const known = observers.get(scroller);
  if (known !== undefined) return known;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries)
        watched.get(target)?.(isIntersecting, boundingClientRect.height);
    },
    { rootMargin: margin, root: scroller },
  );
  observers.set(scroller, observer);
  return observer;
}

interface Near {
  isNear: boolean;
  /** How high the element was when it was last seen; null before. */
  heightPx: number | null;
}

/**
 * Whether what `find` gives is in sight or nearly so; asked again whenever `isDrawn` changes, as another element then
 * stands for it. It stays near while the focus is in it.
 */
export function useNear(find: () => Element | null, isNearAtFirst: boolean, isDrawn: boolean): Near {
  const [near, setNear] = useState<Near>({ isNear: isNearAtFirst, heightPx: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `find` reads a ref; drawing is what changes its answer
  useEffect(() => {
    const element = find();
    const observer = element === null ? null : observerAround(element);
    if (element === null || observer === null) return undefined;
    watched.set(element, (isSeen, heightPx) =>
      setNear({ isNear: isSeen || element.contains(document.activeElement), heightPx }),
    );
    observer.observe(element);
    return () => {
      observer.unobserve(element);
      watched.delete(element);
    };
  }, [isDrawn]);
  return near;
}
