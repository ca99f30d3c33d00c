'use client';
import type { Page } from '@overmind/contracts/entities/primitives';
import type { StateVersionLine } from '@overmind/contracts/entities/state';
import { getStateVersion, listStateVersions } from '@overmind/contracts/routes/state';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useProjectScope } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { routeKey, routeOptions } from '#lib/api/use-route.ts';

const pageSize = 100;

/** All versions, newest first, a page at a time. */
export function useStateVersions() {
  const { projectId } = useProjectScope();
  const params = { id: projectId };
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(listStateVersions, { params }), 'pages'],
    queryFn: ({ pageParam, signal }): Promise<Page<StateVersionLine>> => {
      const query = { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return api.call(listStateVersions, { params, query, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const lines = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  return { ...pages, lines, latest: lines[0]?.version };
}

/** One version with its content, which never changes. Until it is there the one before it is given. */
export function useStateVersion(version: number) {
  const { projectId } = useProjectScope();
  return useQuery({
    ...routeOptions(getStateVersion, { params: { id: projectId, version } }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}
