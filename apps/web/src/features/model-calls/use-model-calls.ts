'use client';
import type { LedgerCall } from '@overmind/contracts/entities/model-call';
import { listModelCalls } from '@overmind/contracts/routes/model-calls';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '#lib/api/client.ts';
import { routeKey, useRoute } from '#lib/api/use-route.ts';

const pageSize = 50;
/** As far back as a link is followed before it counts as gone. */
const mostPages = 20;

/** Whose calls: all of a project, or those of one task or run of it. */
export interface CallsOf {
  projectId: string;
  task?: string;
  run?: string;
}

/** Calls in the ledger, newest first, a page at a time. */
export function useModelCalls({ projectId, ...of }: CallsOf) {
  const params = { id: projectId };
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(listModelCalls, { params, query: of }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.call(listModelCalls, {
        params,
        query: { limit: pageSize, ...of, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
  return { ...pages, calls: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}

/** Whether there is any, to know if they are worth a place on the page. */
export function useHasModelCalls({ projectId, ...of }: CallsOf): boolean {
  const query = { limit: 1, ...of };
  return (useRoute(listModelCalls, { params: { id: projectId }, query }).data?.items.length ?? 0) > 0;
}

type Found = { call: LedgerCall } | 'looking' | 'gone' | null;

/** The call that the address names. Pages are fetched until it is among them. */
export function useFoundCall(
  { calls, data, hasNextPage, isFetching, isError, fetchNextPage }: ReturnType<typeof useModelCalls>,
  id: string | null,
): Found {
  const call = id === null ? undefined : calls.find((each) => each.id === id);
  const maySearchOn = hasNextPage && (data?.pages.length ?? 0) < mostPages && !isError;
  const isMissing = id !== null && call === undefined;
  useEffect(() => {
    if (isMissing && maySearchOn && !isFetching) void fetchNextPage();
  }, [isMissing, maySearchOn, isFetching, fetchNextPage]);
  if (call !== undefined) return { call };
  if (id === null) return null;
  return maySearchOn || isFetching ? 'looking' : 'gone';
}
