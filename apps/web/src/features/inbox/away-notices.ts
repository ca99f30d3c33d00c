'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { readLocal, writeLocal } from '#lib/local-store.ts';
import { inboxKinds, inbox as text } from '#text/inbox.ts';
import { addressOfItem } from './item-address.ts';
import { nameOf } from './use-decide.ts';

const storageKey = 'overmind:away-notices';

/** Whether the person wants the browser to tell them of what waits while they look elsewhere. */
export const useAwayNotices = create<{ isWanted: boolean }>(() => ({
  isWanted: readLocal(storageKey) === 'yes',
}));

function want(isWanted: boolean): void {
  writeLocal(storageKey, isWanted ? 'yes' : null);
  useAwayNotices.setState({ isWanted });
}

/** Asks the browser where it has to; answers false where it refuses. */
export async function toggleAwayNotices(): Promise<boolean> {
  if (useAwayNotices.getState().isWanted) {
    want(false);
    return true;
  }
  const answer = 'Notification' in window ? await Notification.requestPermission() : 'denied';
  want(answer === 'granted');
  return answer === 'granted';
}

const isAway = (): boolean => document.visibilityState === 'hidden' || !document.hasFocus();

/** Tells of each new item once. What waited already when the page was opened is not news. */
export function useTellWhenAway(items: readonly InboxItem[], isLoaded: boolean): void {
  const isWanted = useAwayNotices((state) => state.isWanted);
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!isLoaded) return;
    const before = known.current;
    known.current = new Set(items.map(({ id, since }) => `${id}:${since}`));
    if (before === null || !isWanted || !isAway()) return;
    for (const item of items) if (!before.has(`${item.id}:${item.since}`)) tell(item);
  }, [items, isLoaded, isWanted]);
}

function tell(item: InboxItem): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const notice = new Notification(text.noticeTitle(inboxKinds[item.kind].one, nameOf(item)), {
    body: item.permission?.title ?? item.task?.title ?? item.message?.content ?? '',
    // Another page of the same browser that tells the same replaces it rather than tell it twice.
    tag: `overmind:${item.id}`,
  });
  notice.onclick = () => {
    window.focus();
    window.location.assign(addressOfItem(item));
    notice.close();
  };
}
