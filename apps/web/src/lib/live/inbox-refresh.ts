import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import { listInbox } from '@overmind/contracts/routes/inbox';
import type { QueryClient } from '@tanstack/react-query';
import { routeKey } from '#lib/api/use-route.ts';

const gatherMs = 400;
const waiting = new WeakMap<QueryClient, ReturnType<typeof setTimeout>>();

/** Whether an event may bring something into the inbox or take it out. */
export function concernsInbox({ type, entity }: RealtimeEvent): boolean {
  if (type === 'task.updated' || type === 'task.created') return 'status' in entity.patch;
  if (type === 'agent.run.permission.requested' || type === 'agent.run.permission.decided') return true;
  if (type === 'merge.updated') return true;
  if (type === 'conversation.message.created')
    return entity.patch['requires_user_response'] === true || entity.patch['role'] === 'user';
  return type === 'conversation.message.updated' || type === 'conversation.status.changed';
}

/** The inbox spans projects, so no single project's events can patch it; a burst of them fetches it once. */
export function refreshInbox(queries: QueryClient): void {
  if (waiting.has(queries)) return;
  const timer = setTimeout(() => {
    waiting.delete(queries);
    void queries.invalidateQueries({ queryKey: routeKey(listInbox) });
  }, gatherMs);
  waiting.set(queries, timer);
}
