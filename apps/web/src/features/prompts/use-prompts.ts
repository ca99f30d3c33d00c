'use client';
import type { Prompt } from '@overmind/contracts/entities/prompt';
import {
  activatePrompt,
  createPrompt,
  createPromptVersion,
  getPrompt,
  getPromptVersion,
  listPrompts,
  listPromptVersions,
  updatePrompt,
} from '@overmind/contracts/routes/prompts';
import { type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#lib/api/client.ts';
import { isCode } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';

const pageSize = 50;
const cursorOf = (cursor: string | null) => (cursor === null ? {} : { cursor });

/** All templates, newest first, a page at a time. */
export function usePrompts() {
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(listPrompts), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.call(listPrompts, { query: { limit: pageSize, ...cursorOf(pageParam) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
  return { ...pages, prompts: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}

export const usePrompt = (id: string) => useRoute(getPrompt, { params: { id } }, { staleTime: 0 });

/** Versions of a template, newest first, a page at a time. */
export function usePromptVersions(id: string) {
  const params = { id };
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(listPromptVersions, { params }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.call(listPromptVersions, { params, query: { limit: pageSize, ...cursorOf(pageParam) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
  return { ...pages, versions: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}

/** One version, which never changes. */
export const usePromptVersion = (id: string, version: number) =>
  useRoute(getPromptVersion, { params: { id, version } }, { staleTime: Number.POSITIVE_INFINITY });

const refresh = (queries: QueryClient, id: string) =>
  Promise.all([
    queries.invalidateQueries({ queryKey: routeKey(listPrompts) }),
    queries.invalidateQueries({ queryKey: routeKey(getPrompt, { params: { id } }) }),
    queries.invalidateQueries({ queryKey: routeKey(listPromptVersions, { params: { id } }) }),
  ]);

export function useNewPrompt(onMade: (prompt: Prompt) => void) {
  const queries = useQueryClient();
  return useSend(createPrompt, {
    onSuccess: async (prompt) => {
      await refresh(queries, prompt.id);
      onMade(prompt);
    },
  });
}

/** What people do with one template. A change by someone else meanwhile is shown, and what is typed stays. */
export function usePromptActs(id: string) {
  const queries = useQueryClient();
  const after = {
    // Not waited for: whoever asked goes on with the answer, before what is shown is new.
    onSuccess: () => void refresh(queries, id),
    onError: (error: Error) => {
      if (isCode(error, 'version_mismatch')) void refresh(queries, id);
    },
  };
  return {
    rename: useSend(updatePrompt, after),
    add: useSend(createPromptVersion, after),
    activate: useSend(activatePrompt, after),
  };
}
