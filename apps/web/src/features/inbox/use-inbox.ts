'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { listInbox } from '@overmind/contracts/routes/inbox';
import { useQuery } from '@tanstack/react-query';
import { routeOptions } from '#lib/api/use-route.ts';

const mostItems = 200;
const none: InboxItem[] = [];

/**
 * What waits for a person. Sockets are per project, so it is fetched anew when an event of a followed project
 * concerns it, and when the person comes back to the page.
 */
export function useInbox() {
  const found = useQuery({
    ...routeOptions(listInbox, { query: { limit: mostItems } }),
    staleTime: 2_000,
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    retry: false,
  });
  return { ...found, items: found.data?.items ?? none, hasMore: found.data?.next_cursor != null };
}
