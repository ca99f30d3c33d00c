'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import type { Permission } from '@overmind/contracts/entities/permission';
import { useEffect, useState } from 'react';
import { isHeld, type useHeld } from './held-decisions.ts';

export type AskedItem = InboxItem & { permission: Permission };
const isAsked = (item: InboxItem): item is AskedItem => item.permission !== null;

/** Requests that were seen on this page and do not wait any more, for as long as the page is open. */
export function useAnswered(
  items: readonly InboxItem[],
  held: ReturnType<typeof useHeld.getState>['held'],
): readonly AskedItem[] {
  const [seen, setSeen] = useState<ReadonlyMap<string, AskedItem>>(new Map());
  useEffect(() => {
    const fresh = items.filter(isAsked).filter(({ id }) => !seen.has(id));
    if (fresh.length > 0) setSeen(new Map([...seen, ...fresh.map((item) => [item.id, item] as const)]));
  }, [items, seen]);
  const waiting = new Set(items.filter((item) => !isHeld(held, item)).map(({ id }) => id));
  return [...seen.values()].filter(({ id }) => !waiting.has(id));
}
