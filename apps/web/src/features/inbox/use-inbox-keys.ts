'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { useCallback } from 'react';
import { usePageKeys } from '#lib/page-keys.ts';
import { actKeys, actsOf, type Decision } from './decisions.ts';
import { numberedWays } from './numbered-ways.ts';

interface InboxKeys {
  items: readonly InboxItem[];
  current: InboxItem | undefined;
  onChoose(item: InboxItem): void;
  onDecide(item: InboxItem, decision: Decision): void;
  onReject(item: InboxItem): void;
  onOpen(item: InboxItem): void;
}

/** One key decides the chosen item. */
export const useInboxKeys = (keys: InboxKeys): void =>
  usePageKeys(useCallback((key, target) => press(key, target, keys), [keys]));

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
  const numbered = current.can_decide ? numberedWays(current)[Number.parseInt(key, 10) - 1] : undefined;
  if (numbered !== undefined) {
    keys.onDecide(current, numbered.decision);
    return true;
  }
  const act = actsOf(current).find((each) => actKeys[each] === key);
  if (act === undefined) return false;
  if (act === 'reject') keys.onReject(current);
  else keys.onDecide(current, { act, words: '' });
  return true;
}
