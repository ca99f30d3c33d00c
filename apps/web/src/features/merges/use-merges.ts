'use client';
import type { Merge } from '@overmind/contracts/entities/merge';
import {
  cancelMerge,
  listMerges,
  mergeTask,
  previewMerge,
  rebaseMerge,
  revertMerge,
} from '@overmind/contracts/routes/merges';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useProjectScope } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { merges as text } from '#text/merges.ts';

const mergesAtOnce = 100;

/** All merges of the project, newest first, a page at a time. */
export function useMerges() {
  const { projectId } = useProjectScope();
  const params = { id: projectId };
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(listMerges, { params }), 'all'],
    queryFn: ({ pageParam, signal }) =>
      api.call(listMerges, {
        params,
        query: { limit: mergesAtOnce, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  return { ...pages, merges: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}

/** The merges of one task, newest first. */
export function useTaskMerges(taskId: string): readonly Merge[] {
  const { projectId } = useProjectScope();
  const { data } = useRoute(listMerges, { params: { id: projectId }, query: { task: taskId, limit: 20 } });
  return data?.items ?? [];
}

/** What people do with merges. Each tells of its outcome, and what is on screen is fetched anew. */
export function useMergeActs() {
  const queries = useQueryClient();
  const onError = (error: unknown) => toast.error(text.failed, { description: errorWords(error) });
  const refresh = () => {
    for (const route of [listMerges, previewMerge])
      void queries.invalidateQueries({ queryKey: routeKey(route) });
  };
  const done = (words: string) => {
    toast.success(words);
    refresh();
  };
  const cancel = useSend(cancelMerge, {
    onError,
    onSuccess: ({ task_key }) => done(text.canceled(task_key)),
  });
  const rebase = useSend(rebaseMerge, { onError, onSuccess: ({ key }) => done(text.rebased(key)) });
  const revert = useSend(revertMerge, { onError, onSuccess: ({ key }) => done(text.reverted(key)) });
  const merge = useSend(mergeTask, { onError, onSuccess: ({ task_key }) => done(text.queued(task_key)) });
  const isBusy = [cancel, rebase, revert, merge].some(({ isPending }) => isPending);
  return { cancel, rebase, revert, merge, isBusy };
}
