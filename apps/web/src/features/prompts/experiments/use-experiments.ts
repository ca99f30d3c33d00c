'use client';
import {
  createExperiment,
  listExperiments,
  startExperiment,
  stopExperiment,
} from '@overmind/contracts/routes/prompts';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/api/client.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';

const pageSize = 20;

/** Experiments of a template, newest first, a page at a time; fetched anew when the person comes back. */
export function useExperiments(promptId: string) {
  const params = { id: promptId };
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(listExperiments, { params }), 'pages'],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return api.call(listExperiments, { params, query, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
    refetchOnWindowFocus: 'always',
  });
  return { ...pages, experiments: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}

export function useExperimentActs(promptId: string) {
  const queries = useQueryClient();
  const onSuccess = () =>
    queries.invalidateQueries({ queryKey: routeKey(listExperiments, { params: { id: promptId } }) });
  const onError = (error: unknown) => toast.error(errorWords(error));
  return {
    create: useSend(createExperiment, { onSuccess }),
    start: useSend(startExperiment, { onSuccess, onError }),
    stop: useSend(stopExperiment, { onSuccess, onError }),
  };
}
