'use client';
import type { Message } from '@overmind/contracts/entities/conversation';
import type { Page } from '@overmind/contracts/entities/primitives';
import { listMessages, postMessage } from '@overmind/contracts/routes/talk';
import { useInfiniteQuery, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useView } from '#features/project/project-context.tsx';
import { api, newIdempotencyKey } from '#lib/api/client.ts';
import { routeKey } from '#lib/api/use-route.ts';

const pageSize = 100;

export interface OwnMessage {
  /** Also the idempotency key, so that sending again never says it twice. */
  key: string;
  content: string;
  status: 'pending' | 'error';
}
interface Outgoing {
  key: string;
  content: string;
}

const sendKey = (conversationId: string) => ['chat-send', conversationId];

/** Says something. The message shows at once and is replaced by the server's own when that arrives. */
export function useSay() {
  const conversationId = useView((view) => view.conversation.id);
  const { mutate } = useMutation({
    mutationKey: sendKey(conversationId),
    scope: { id: `chat:${conversationId}` },
    gcTime: Number.POSITIVE_INFINITY,
    mutationFn: ({ key, content }: Outgoing) =>
      api.call(postMessage, { params: { id: conversationId }, body: { content }, idempotencyKey: key }),
  });
  return useCallback((content: string, key = newIdempotencyKey()) => mutate({ content, key }), [mutate]);
}

/** Own messages that the conversation does not hold yet. */
export function useOwnMessages(messages: readonly Message[]): OwnMessage[] {
  const conversationId = useView((view) => view.conversation.id);
  const sent = useMutationState({
    filters: { mutationKey: sendKey(conversationId) },
    select: ({ state }) => ({
      ...(state.variables as Outgoing),
      status: state.status,
      messageId: (state.data as Message | undefined)?.id,
    }),
  });
  return useMemo(() => {
    const known = new Set(messages.map((message) => message.id));
    const latest = new Map(sent.map((each) => [each.key, each]));
    return [...latest.values()]
      .filter((each) => each.messageId === undefined || !known.has(each.messageId))
      .map(({ key, content, status }) => ({
        key,
        content,
        status: status === 'error' ? 'error' : 'pending',
      }));
  }, [messages, sent]);
}

/** Messages before those of the snapshot, a page at a time. */
export function useMessages() {
  const recent = useView((view) => view.messages);
  const conversationId = useView((view) => view.conversation.id);
  const queries = useQueryClient();
  const [wantsEarlier, setWantsEarlier] = useState(false);
  const earlier = useInfiniteQuery(
    {
      queryKey: [...routeKey(listMessages, { params: { id: conversationId } }), 'pages'],
      queryFn: ({ pageParam, signal }): Promise<Page<Message>> => {
        const query = { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) };
        return api.call(listMessages, { params: { id: conversationId }, query, signal });
      },
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next_cursor,
      enabled: wantsEarlier,
      staleTime: Number.POSITIVE_INFINITY,
    },
    queries,
  );
  const messages = useMemo(() => joinPages(earlier.data?.pages ?? [], recent), [earlier.data, recent]);
  const showEarlier = () => (wantsEarlier ? void earlier.fetchNextPage() : setWantsEarlier(true));
  const hasEarlier = wantsEarlier ? earlier.hasNextPage : recent.length >= pageSize;
  return { messages, hasEarlier, showEarlier, isLoadingEarlier: earlier.isFetching };
}

/** Pages come newest first; the snapshot's messages oldest first and follow them. */
export function joinPages(pages: readonly Page<Message>[], recent: readonly Message[]): readonly Message[] {
  if (pages.length === 0) return recent;
  const known = new Set(recent.map((message) => message.id));
  const older = pages
    .flatMap((page) => page.items)
    .filter((message) => !known.has(message.id))
    .reverse();
  return [...older, ...recent];
}
