'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { useEffect, useRef } from 'react';
import { actKeys, actsOf, type Decision } from './decisions.ts';

interface InboxKeys {
  items: readonly InboxItem[];
  current: InboxItem | undefined;
  onChoose(item: InboxItem): void;
  onDecide(item: InboxItem, decision: Decision): void;
  onReject(item: InboxItem): void;
  onOpen(item: InboxItem): void;
}

const isBusyElsewhere = (target: EventTarget | null): boolean =>
  document.querySelector('[role="dialog"], [role="menu"]') !== null ||
  (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const chordMs = 900;

/** One key decides the chosen item; the second key of a chord (G, then A) decides nothing. */
export function useInboxKeys(keys: InboxKeys): void {
  const chordAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isBusyElsewhere(event.target)) return;
      const isChord = event.timeStamp - chordAt.current < chordMs;
      chordAt.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (isChord) return;
      if (press(event.key, event.target, keys)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys]);
}

function press(key: string, target: EventTarget | null, keys: InboxKeys): boolean {
  const { items, current, onChoose } = keys;
  const step = key === 'j' || key === 'ArrowDown' ? 1 : key === 'k' || key === 'ArrowUp' ? -1 : 0;
  if (step !== 0) {
    const next = current === undefined ? items[0] : items[items.indexOf(current) + step];
    if (next !== undefined) onChoose(next);
    return next !== undefined;
  }
  if (current === undefined) return false;
  if (key === 'Enter') {
    // A focused button or link has an Enter of its own.
    if (target instanceof HTMLElement && target.closest('button, a, summary') !== null) return false;
    keys.onOpen(current);
    return true;
  }
  const choice = current.can_decide
    ? current.message?.links.choices[Number.parseInt(key, 10) - 1]
    : undefined;
  if (choice !== undefined) {
    keys.onDecide(current, { act: 'answer', words: choice.say });
    return true;
  }
  const act = actsOf(current).find((each) => actKeys[each] === key);
  if (act === undefined) return false;
  if (act === 'reject') keys.onReject(current);
  else keys.onDecide(current, { act, words: '' });
  return true;
}
