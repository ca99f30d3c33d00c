'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useProjects } from '#features/projects/use-projects.ts';
import { mostWatched, watchForInbox } from '#lib/live/inbox-watch.ts';

/** Follows the sockets of the projects with the latest activity while the inbox is open. */
export function useInboxWatch(): void {
  const queries = useQueryClient();
  const list = useProjects();
  const ids = (list.data?.items ?? [])
    .slice(0, mostWatched)
    .map(({ id }) => id)
    .join(',');
  useEffect(() => {
    const ends = ids
      .split(',')
      .filter(Boolean)
      .map((id) => watchForInbox(id, queries));
    return () => {
      for (const end of ends) end();
    };
  }, [ids, queries]);
}
