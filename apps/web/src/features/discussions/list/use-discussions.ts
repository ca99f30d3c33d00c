'use client';
import { listDiscussions } from '@overmind/contracts/routes/discussions';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useProjectScope } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { routeKey } from '#lib/api/use-route.ts';
import { visible } from '../visible.ts';
import { type ListFilter, queryOf } from './use-list-filter.ts';

const pageSize = 30;

/** Discussions of the project that fit, newest first, a page at a time. */
export function useDiscussions(filter: ListFilter) {
  const { projectId } = useProjectScope();
  const params = { id: projectId };
  const query = queryOf(filter);
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(listDiscussions, { params, query }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.call(listDiscussions, {
        params,
        query: { limit: pageSize, ...query, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  return { ...pages, discussions: pages.data?.pages.flatMap(({ items }) => items.map(visible)) ?? [] };
}
