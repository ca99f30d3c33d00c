'use client';
import {
  deleteRecording,
  getRecording,
  listRecordings,
  putRecordingTasks,
  sayRecording,
  transcribeRecording,
  updateRecording,
} from '@overmind/contracts/routes/recordings';
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useProjectScope } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { routeKey, useRoute, useSend } from '#lib/api/use-route.ts';
import { refreshRecording } from '#lib/live/recording-caches.ts';
import { toast } from '#lib/toast.ts';
import { recordings as text } from '#text/recordings.ts';

const pageSize = 30;

/** Recordings of the project, newest first, a page at a time: those that hold words, or those of a task. */
export function useRecordings(search: { q?: string; task?: string }) {
  const { projectId } = useProjectScope();
  const params = { id: projectId };
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(listRecordings, { params, query: search }), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.call(listRecordings, {
        params,
        query: { limit: pageSize, ...search, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  return { ...pages, recordings: pages.data?.pages.flatMap(({ items }) => items) ?? [] };
}

export const useRecording = (id: string) => useRoute(getRecording, { params: { id } });

/** What people do with one recording. Each tells of its outcome, and what is on screen is fetched anew. */
export function useRecordingActs(id: string) {
  const queries = useQueryClient();
  const onError = (error: unknown) => toast.error(text.failed, { description: errorWords(error) });
  const done = (words: string | null) => ({
    onError,
    onSuccess: () => {
      if (words !== null) toast.success(words);
      refreshRecording(queries, id);
    },
  });
  return {
    rename: useSend(updateRecording, done(text.renamed)),
    hearAgain: useSend(transcribeRecording, done(text.againStarted)),
    say: useSend(sayRecording, done(text.saidDone)),
    putTasks: useSend(putRecordingTasks, done(null)),
    remove: useSend(deleteRecording, {
      onError,
      onSuccess: () => {
        toast.success(text.removed);
        void queries.invalidateQueries({ queryKey: routeKey(listRecordings) });
      },
    }),
  };
}
