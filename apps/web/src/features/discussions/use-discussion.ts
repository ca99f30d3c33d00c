'use client';
import type { DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import type { Page } from '@overmind/contracts/entities/primitives';
import {
  archiveDiscussion,
  callVote,
  decideDiscussion,
  getDiscussion,
  listDiscussionMessages,
  pauseDiscussion,
  rateDiscussion,
  resumeDiscussion,
  sayInDiscussion,
  stopDiscussion,
  unarchiveDiscussion,
  waiveQuestions,
} from '@overmind/contracts/routes/discussions';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '#lib/api/client.ts';
import { errorWords } from '#lib/api/error-words.ts';
import { routeOptions, useSend } from '#lib/api/use-route.ts';
import { toast } from '#lib/toast.ts';
import { room as text } from '#text/discussions.ts';
import {
  detailKey,
  keepNewerSteps,
  messagesKey,
  putMessage,
  refreshDiscussion,
  refreshDiscussions,
} from './live/discussion-caches.ts';
import { visible } from './visible.ts';

const pageSize = 200;

/** Steps keep it true while it is on screen; what was kept from an earlier visit is looked at again. */
export function useDiscussion(id: string) {
  const found = useQuery({
    ...routeOptions(getDiscussion, { params: { id } }),
    ...{ staleTime: 0, structuralSharing: keepNewerSteps },
  });
  return { ...found, data: useMemo(() => visible(found.data), [found.data]) };
}

/** What was said, oldest first; earlier pages come when they are asked for. */
export function useSaid(id: string) {
  const pages = useInfiniteQuery({
    queryKey: messagesKey(id),
    queryFn: ({ pageParam, signal }): Promise<Page<DiscussionMessage>> =>
      api.call(listDiscussionMessages, {
        params: { id },
        query: { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 0,
  });
  const messages = useMemo(
    () =>
      (pages.data?.pages ?? [])
        .flatMap(({ items }) => items.map(visible))
        .sort((one, other) => one.said.seq - other.said.seq),
    [pages.data],
  );
  return { ...pages, messages };
}

/** What people do with a discussion. Each tells when it fails; what changed comes back as steps, too. */
export function useDiscussionActs(id: string) {
  const queries = useQueryClient();
  const onError = (error: unknown) => toast.error(text.failed, { description: errorWords(error) });
  const done = (words: string | null) => ({
    onError,
    onSuccess: () => {
      if (words !== null) toast.success(words);
      refreshDiscussion(queries, id);
      refreshDiscussions(queries);
    },
  });
  return {
    pause: useSend(pauseDiscussion, done(text.paused)),
    resume: useSend(resumeDiscussion, done(text.resumed)),
    stop: useSend(stopDiscussion, done(text.stopped)),
    vote: useSend(callVote, done(text.voteCalled)),
    waive: useSend(waiveQuestions, done(text.waived)),
    archive: useSend(archiveDiscussion, done(text.archived)),
    unarchive: useSend(unarchiveDiscussion, done(text.unarchived)),
    decide: useSend(decideDiscussion, done(null)),
    rate: useSend(rateDiscussion, done(null)),
    say: useSend(sayInDiscussion, {
      onSuccess: (message) => {
        putMessage(queries, id, message);
        void queries.invalidateQueries({ queryKey: detailKey(id) });
      },
    }),
  };
}
export type DiscussionActs = ReturnType<typeof useDiscussionActs>;
