'use client';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { GentleRefetch } from '#lib/live/gentle-refetch.ts';
import { refetchDiscussions } from './discussion-caches.ts';

const concernsLists = ({ type, entity: { patch } }: RealtimeEvent): boolean =>
  type === 'discussion.updated' ||
  (type === 'conversation.status.changed' && (patch['kind'] === 'discussion' || patch['removed'] === true));

/** A list is searched by the server, so steps of discussions fetch it anew, however many there are in turn. */
export function useLiveList(): void {
  const { connection } = useProjectScope();
  const queries = useQueryClient();
  useEffect(() => {
    const gentle = new GentleRefetch(async () => {
      if (await refetchDiscussions(queries)) gentle.soon();
    });
    const unwatch = connection.watch({
      onEvents: (events) => {
        if (events.some(concernsLists)) gentle.soon();
      },
      onResync: () => gentle.soon(),
    });
    return () => {
      unwatch();
      gentle.stop();
    };
  }, [connection, queries]);
}
