'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { refreshDiscussions } from './discussion-caches.ts';

const gatherMs = 1_000;

/** A list is searched by the server, so steps of discussions fetch it anew, a burst of them once. */
export function useLiveList(): void {
  const { connection } = useProjectScope();
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        refreshDiscussions(queries);
      }, gatherMs);
    };
    const unwatch = connection.watch({
      onEvents: (events) => {
        if (events.some(({ type }) => type === 'discussion.updated')) soon();
      },
      onResync: soon,
    });
    return () => {
      unwatch();
      clearTimeout(timer);
    };
  }, [connection, queries]);
}
