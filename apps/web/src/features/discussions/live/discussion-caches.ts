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
import type { AnyRoute } from '@overmind/contracts/routes/route';
import { type InfiniteData, type QueryClient, replaceEqualDeep } from '@tanstack/react-query';
import { api } from '#lib/api/client.ts';
import { routeKey } from '#lib/api/use-route.ts';
import { askAgain } from '#lib/live/ask-again.ts';
import { applyChange } from './apply-change.ts';

export const detailKey = (id: string) => routeKey(getDiscussion, { params: { id } });
export const messagesKey = (id: string) => [...routeKey(listDiscussionMessages, { params: { id } }), 'pages'];

/** A reply that was on its way while steps came takes none of them back. */
export const keepNewerSteps = (old: unknown, fresh: unknown): unknown =>
  seqOf(old) > seqOf(fresh) ? old : replaceEqualDeep(old, fresh);

const seqOf = (data: unknown): number =>
  typeof data === 'object' && data !== null && 'seq' in data && typeof data.seq === 'number' ? data.seq : -1;

/** Keeps the discussion that is on screen true to what has happened. */
export function applyToDiscussion(queries: QueryClient, id: string, { type, entity }: RealtimeEvent): void {
  // Patches are built from the schemas that these names stand for.
  if (type === 'discussion.updated' && entity.id === id)
    putChange(queries, id, { ...entity.patch, id } as DiscussionChange);
  if (type === 'conversation.message.created' && entity.patch['conversation_id'] === id)
    putMessage(queries, id, { ...entity.patch, id: entity.id } as DiscussionMessage);
  if (type === 'conversation.status.changed' && entity.id === id) putStanding(queries, id, entity.patch);
}

function putChange(queries: QueryClient, id: string, change: DiscussionChange): void {
  const queryKey = detailKey(id);
  const known = queries.getQueryData<DiscussionDetail>(queryKey);
  const next = known === undefined ? 'gap' : applyChange(known, change);
  if (next === 'gap') askAgain(queries, queryKey);
  else queries.setQueryData(queryKey, next);
  // Whether people may rate it is told of one that is over, and is in no step.
  if (known !== undefined && next !== 'gap' && isOver(next) && !isOver(known)) askAgain(queries, queryKey);
}

const isOver = ({ record, reason }: DiscussionDetail): boolean => record !== null || reason !== null;

/** What others do with it as a whole is no step. One that is gone is asked for again, and is not found. */
function putStanding(queries: QueryClient, id: string, patch: Record<string, unknown>): void {
  const queryKey = detailKey(id);
  const { archived_at: archivedAt, title } = patch;
  queries.setQueryData<DiscussionDetail>(queryKey, (known) =>
    known === undefined
      ? known
      : {
          ...known,
          ...(typeof archivedAt === 'string' || archivedAt === null ? { archived_at: archivedAt } : {}),
          ...(typeof title === 'string' ? { title } : {}),
        },
  );
  const isOnItsWay = queries.getQueryCache().find({ queryKey })?.state.fetchStatus === 'fetching';
  if (patch['removed'] === true || isOnItsWay) askAgain(queries, queryKey);
}

type Pages = InfiniteData<Page<DiscussionMessage>>;

/** Adds a message to the newest page; a page that is on its way may lack it, so it is asked for once more. */
export function putMessage(queries: QueryClient, id: string, message: DiscussionMessage): void {
  const queryKey = messagesKey(id);
  const query = queries.getQueryCache().find({ queryKey });
  if (query?.state.fetchStatus === 'fetching' || !('said' in message)) {
    askAgain(queries, queryKey);
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

/** The same past the order of steps: after a restore from a backup their numbers begin again, lower. */
export async function restartDiscussion(queries: QueryClient, id: string): Promise<void> {
  const queryKey = detailKey(id);
  void queries.invalidateQueries({ queryKey: messagesKey(id) });
  await queries.cancelQueries({ queryKey });
  try {
    const data = await api.call(getDiscussion, { params: { id } });
    const query = queries.getQueryCache().find({ queryKey });
    query?.setState({ data, dataUpdatedAt: Date.now(), error: null, status: 'success' });
  } catch {
    // Why not, the page says by its own request.
    void queries.invalidateQueries({ queryKey });
  }
}

const listRoutes: AnyRoute[] = [listDiscussions, getDiscussionAnalytics];

/** What tells of all discussions of a project. */
export function refreshDiscussions(queries: QueryClient): void {
  for (const route of listRoutes) void queries.invalidateQueries({ queryKey: routeKey(route) });
}

/**
 * The same, ended when all that is shown of it is here. True when some of it was on its way before, and may have been
 * written too early. Throws what a fetch failed with.
 */
export async function refetchDiscussions(queries: QueryClient): Promise<boolean> {
  const keys = listRoutes.map((route) => routeKey(route));
  const wasOnItsWay = keys.some((queryKey) => queries.isFetching({ queryKey }) > 0);
  const options = { cancelRefetch: false, throwOnError: true };
  for (const queryKey of keys) await queries.invalidateQueries({ queryKey }, options);
  return wasOnItsWay;
}
