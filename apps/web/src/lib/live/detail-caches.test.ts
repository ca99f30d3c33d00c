import type { Message } from '@overmind/contracts/entities/conversation';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import { listInbox } from '@overmind/contracts/routes/inbox';
import { listStateVersions } from '@overmind/contracts/routes/state';
import { getConversation } from '@overmind/contracts/routes/talk';
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { routeKey } from '#lib/api/use-route.ts';
import { messages } from '../../../test/mock/fixtures/messages.ts';
import { snapshot } from '../../../test/mock/fixtures/snapshot.ts';
import { applyToDetails } from './detail-caches.ts';
import { concernsInbox } from './inbox-refresh.ts';
import { messagePagesKey } from './message-pages.ts';

const event = (type: RealtimeEvent['type'], id: string, patch: Record<string, unknown>): RealtimeEvent => ({
  ...{ type, ts: '2026-01-16T16:10:00Z', project_id: 'p', seq: 1, actor: 'orchestrator' },
  entity: { id, patch },
});
const [first, second] = messages as [Message, Message];
const isStale = (queries: QueryClient, key: readonly unknown[]) =>
  queries.getQueryCache().find({ queryKey: key })?.state.isInvalidated;

describe('applyToDetails', () => {
  it('puts a message on the conversation that is on screen beside the newest, once', () => {
    const queries = new QueryClient();
    const key = messagePagesKey(first.conversation_id);
    queries.setQueryData(key, { pages: [{ items: [first], next_cursor: null }], pageParams: [null] });
    const said = event('conversation.message.created', second.id, { ...second });
    applyToDetails(queries, [said, said]);
    expect(queries.getQueryData(key)).toMatchObject({ pages: [{ items: [second, first] }] });
  });

  it('leaves caches empty that nobody filled', () => {
    const queries = new QueryClient();
    applyToDetails(queries, [event('conversation.message.created', second.id, { ...second })]);
    expect(queries.getQueryCache().getAll()).toEqual([]);
  });

  it('renames a conversation that is shown', () => {
    const queries = new QueryClient();
    const { conversation } = snapshot();
    const key = routeKey(getConversation, { params: { id: conversation.id } });
    queries.setQueryData(key, conversation);
    applyToDetails(queries, [event('conversation.status.changed', conversation.id, { title: 'Release' })]);
    expect(queries.getQueryData(key)).toMatchObject({ title: 'Release' });
  });

  it('fetches the history of the state anew when a version was written', () => {
    const queries = new QueryClient();
    const key = [...routeKey(listStateVersions, { params: { id: 'p' } }), 'pages'];
    queries.setQueryData(key, { pages: [], pageParams: [] });
    applyToDetails(queries, [event('project.state.updated', 's', { version: 43 })]);
    expect(isStale(queries, key)).toBe(true);
  });

  it('fetches the inbox once for a burst of events that concern it', async () => {
    const queries = new QueryClient();
    let fetches = 0;
    const key = routeKey(listInbox);
    queries.setQueryData(key, {});
    const unsubscribe = queries.getQueryCache().subscribe(({ type }) => {
      if (type === 'updated') fetches += 1;
    });
    const moved = event('task.updated', 't', { status: 'needs_review' });
    applyToDetails(queries, [moved, moved]);
    applyToDetails(queries, [moved]);
    await expect.poll(() => isStale(queries, key)).toBe(true);
    expect(fetches).toBe(1);
    unsubscribe();
  });
});

describe('concernsInbox', () => {
  it.each([
    [event('task.updated', 't', { status: 'failed' }), true],
    [event('task.updated', 't', { title: 'x' }), false],
    [event('conversation.message.created', 'm', { role: 'relayer', requires_user_response: true }), true],
    [event('conversation.message.created', 'm', { role: 'relayer', requires_user_response: false }), false],
    [event('conversation.message.created', 'm', { role: 'user' }), true],
    [event('agent.run.updated', 'r', {}), false],
  ])('%#', (given, concerns) => {
    expect(concernsInbox(given)).toBe(concerns);
  });
});
