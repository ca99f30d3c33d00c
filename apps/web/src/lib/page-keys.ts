'use client';
import { useEffect, useRef } from 'react';

/** How soon the second key of a chord (G, then I) follows the first. */
export const chordMs = 900;

const isCheckbox = (element: HTMLElement): boolean =>
  element instanceof HTMLInputElement && element.type === 'checkbox';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !isCheckbox(target);

/** A person writes, or something lies over the page: a single letter is no command now. */
export const isBusyElsewhere = (target: EventTarget | null): boolean => isTyping(target) || isCovered();

const isCovered = (): boolean => document.querySelector('[role="dialog"], [role="menu"]') !== null;

/** Esc for what the page does, and not to close what lies over it or to end what is being typed. */
export const isEscapeOfPage = (event: KeyboardEvent): boolean =>
  event.key === 'Escape' && !event.defaultPrevented && !isCovered();

/**
 * Single keys of one page, ahead of those that work everywhere; the second key of a chord is not theirs.
 * `press` says whether the key did something. Hand it the same function as long as it does the same.
 */
export function usePageKeys(press: (key: string, target: EventTarget | null) => boolean): void {
  const chordAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isBusyElsewhere(event.target)) return;
      const isChord = event.timeStamp - chordAt.current < chordMs;
      chordAt.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (isChord || !press(event.key, event.target)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [press]);
}
