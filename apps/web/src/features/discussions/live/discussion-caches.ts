import type {
  DiscussionChange,
  DiscussionDetail,
  DiscussionMessage,
} from '@overmind/contracts/entities/discussion-room';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { Page } from '@overmind/contracts/entities/primitives';
import {
  getDiscussion,
  getDiscussionAnalytics,
  listDiscussionMessages,
  listDiscussions,
} from '@overmind/contracts/routes/discussions';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { routeKey } from '#lib/api/use-route.ts';
import { applyChange } from './apply-change.ts';

export const detailKey = (id: string) => routeKey(getDiscussion, { params: { id } });
export const messagesKey = (id: string) => [...routeKey(listDiscussionMessages, { params: { id } }), 'pages'];

/** Keeps the discussion that is on screen true to what has happened. */
export function applyToDiscussion(queries: QueryClient, id: string, { type, entity }: RealtimeEvent): void {
  // Patches are built from the schemas that these names stand for.
  if (type === 'discussion.updated' && entity.id === id)
    putChange(queries, id, { ...entity.patch, id } as DiscussionChange);
  if (type === 'conversation.message.created' && entity.patch['conversation_id'] === id)
    putMessage(queries, id, { ...entity.patch, id: entity.id } as DiscussionMessage);
}

function putChange(queries: QueryClient, id: string, change: DiscussionChange): void {
  const queryKey = detailKey(id);
  const known = queries.getQueryData<DiscussionDetail>(queryKey);
  const next = known === undefined ? 'gap' : applyChange(known, change);
  if (next === 'gap') void queries.invalidateQueries({ queryKey });
  else queries.setQueryData(queryKey, next);
}

type Pages = InfiniteData<Page<DiscussionMessage>>;

/** Adds a message to the newest page; a page that is on its way may lack it, so it is asked for once more. */
export function putMessage(queries: QueryClient, id: string, message: DiscussionMessage): void {
  const queryKey = messagesKey(id);
  const query = queries.getQueryCache().find({ queryKey });
  if (query?.state.fetchStatus === 'fetching' || !('said' in message)) {
    void queries.invalidateQueries({ queryKey });
    return;
  }
  queries.setQueryData<Pages>(queryKey, (data) => {
    const [first, ...others] = data?.pages ?? [];
    if (data === undefined || first === undefined) return data;
    if (data.pages.some(({ items }) => items.some((each) => each.id === message.id))) return data;
    return { ...data, pages: [{ ...first, items: [message, ...first.items] }, ...others] };
  });
}

/** Everything of a discussion is asked for again. */
export function refreshDiscussion(queries: QueryClient, id: string): void {
  void queries.invalidateQueries({ queryKey: detailKey(id) });
  void queries.invalidateQueries({ queryKey: messagesKey(id) });
}

/** What tells of all discussions of a project. */
export function refreshDiscussions(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: routeKey(listDiscussions) });
  void queries.invalidateQueries({ queryKey: routeKey(getDiscussionAnalytics) });
}
