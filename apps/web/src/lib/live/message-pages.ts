import type { Message } from '@overmind/contracts/entities/conversation';
import type { Page } from '@overmind/contracts/entities/primitives';
import { listMessages } from '@overmind/contracts/routes/talk';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { routeKey } from '#lib/api/use-route.ts';
import { patchById } from './entity-lists.ts';

export const messagePagesKey = (conversationId: string) => [
  ...routeKey(listMessages, { params: { id: conversationId } }),
  'pages',
];

/** Puts a message on the first page of a conversation that is on screen beside the newest one. */
export function appendMessage(queries: QueryClient, message: Message): void {
  queries.setQueryData<InfiniteData<Page<Message>>>(messagePagesKey(message.conversation_id), (data) => {
    const [first, ...others] = data?.pages ?? [];
    if (data === undefined || first === undefined) return data;
    if (first.items.some(({ id }) => id === message.id)) return data;
    return { ...data, pages: [{ ...first, items: [message, ...first.items] }, ...others] };
  });
}

/** Changes a message where it is shown: the patch names its conversation. */
export function patchMessage(queries: QueryClient, patch: Partial<Message> & { id: string }): void {
  if (patch.conversation_id === undefined) return;
  queries.setQueryData<InfiniteData<Page<Message>>>(
    messagePagesKey(patch.conversation_id),
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: patchById(page.items, patch) })),
      },
  );
}
