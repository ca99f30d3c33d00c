'use client';
import type { Conversation, Message } from '@overmind/contracts/entities/conversation';
import type { Page } from '@overmind/contracts/entities/primitives';
import { getConversation, listMessages } from '@overmind/contracts/routes/talk';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useView } from '#features/project/project-context.tsx';
import { api } from '#lib/api/client.ts';
import { useRoute } from '#lib/api/use-route.ts';
import { useConnection } from '#lib/live/connection-store.ts';
import { messagePagesKey } from '#lib/live/message-pages.ts';
import { useSearchParam } from '#lib/search-param.ts';
import { type OutgoingMessage, sayWhatWasKept, useOutbox } from './outbox.ts';

const pageSize = 100;

/** The conversation that the address names with `?chat=`, else the newest one. */
export function useChosenConversation() {
  const newest = useView((view) => view.conversation);
  const [chosenId, choose] = useSearchParam('chat');
  const id = chosenId ?? newest.id;
  const isNewest = id === newest.id;
  const fetched = useRoute(getConversation, { params: { id } }, { enabled: !isNewest });
  const conversation: Conversation | undefined = isNewest ? newest : fetched.data;
  return { id, isNewest, conversation, error: isNewest ? null : fetched.error, choose };
}

/** Own messages that the conversation does not hold yet; kept ones go out when the connection is back. */
export function useOwnMessages(
  conversationId: string,
  messages: readonly Message[],
): readonly OutgoingMessage[] {
  const outgoing = useOutbox((state) => state.messages);
  const isLive = useConnection((state) => state.state === 'open');
  useEffect(() => {
    if (isLive) sayWhatWasKept();
  }, [isLive]);
  return useMemo(() => {
    const known = new Set(messages.map((message) => message.id));
    return outgoing.filter(
      (each) =>
        each.conversationId === conversationId && (each.messageId === null || !known.has(each.messageId)),
    );
  }, [conversationId, messages, outgoing]);
}

const none: readonly Message[] = [];

/** The messages of a conversation, oldest first: those of the snapshot, and earlier ones a page at a time. */
export function useMessages(conversationId: string, isNewest: boolean) {
  const live = useView((view) => view.messages);
  const recent = isNewest ? live : none;
  const [wantsEarlier, setWantsEarlier] = useState(false);
  const isPaged = wantsEarlier || !isNewest;
  const pages = useInfiniteQuery({
    queryKey: messagePagesKey(conversationId),
    queryFn: ({ pageParam, signal }): Promise<Page<Message>> => {
      const query = { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return api.call(listMessages, { params: { id: conversationId }, query, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    enabled: isPaged,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const messages = useMemo(() => joinPages(pages.data?.pages ?? [], recent), [pages.data, recent]);
  const shownPages = pages.data?.pages.length ?? 0;
  const { fetchNextPage, hasNextPage } = pages;
  useEffect(() => {
    // The first page only repeats what the snapshot holds.
    if (isNewest && shownPages === 1 && hasNextPage) void fetchNextPage();
  }, [isNewest, shownPages, hasNextPage, fetchNextPage]);
  const showEarlier = () => (isPaged ? void pages.fetchNextPage() : setWantsEarlier(true));
  return {
    messages,
    hasEarlier: isPaged ? pages.hasNextPage || (pages.isPending && isNewest) : recent.length >= pageSize,
    showEarlier,
    isLoading: !isNewest && pages.isPending,
    isLoadingEarlier: pages.isFetching,
    error: pages.error,
    retry: () => void pages.refetch(),
  };
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

/** The last message that asks or offers something: whatever a person says after it answers it. */
export function pendingQuestion(messages: readonly Message[]): Message | null {
  for (const message of [...messages].reverse()) {
    if (message.role === 'user') return null;
    if (isQuestion(message)) return message;
  }
  return null;
}

export const isQuestion = (message: Message): boolean =>
  message.requires_user_response || message.links.choices.length > 0;

const mostRemembered = 50;

/** What this conversation's person said, latest first, each once. */
export const saidBefore = (messages: readonly Message[]): string[] =>
  [
    ...new Set(
      messages
        .filter(({ role }) => role === 'user')
        .map(({ content }) => content)
        .reverse(),
    ),
  ].slice(0, mostRemembered);
