'use client';
import { searchProject } from '@overmind/contracts/routes/search';
import { readTerms } from '@overmind/domain/search/terms';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useProjectScope } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { routeKey } from '#lib/api/use-route.ts';
import { queryOf, type SearchFilter } from './use-search-filter.ts';

const pageSize = 30;

/** What holds the words, newest first, a page at a time; nothing is asked for without a word. A lone quote is none yet. */
export function useSearch(words: string, filter: SearchFilter) {
  const { projectId } = useProjectScope();
  const params = { id: projectId };
  const hasWord = readTerms(words) !== null;
  const query = { q: words, ...queryOf(filter) };
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(searchProject, { params, query }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.call(searchProject, {
        params,
        query: { limit: pageSize, ...query, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    enabled: hasWord,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const found = hasWord ? (pages.data?.pages.flatMap(({ items }) => items) ?? []) : [];
  return { ...pages, found, hasWord };
}
