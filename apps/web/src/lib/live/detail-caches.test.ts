import type { Message } from '@overmind/contracts/entities/conversation';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import { listInbox } from '@overmind/contracts/routes/inbox';
import { listMerges, listReviewComments } from '@overmind/contracts/routes/merges';
import { getProjectBudgets } from '@overmind/contracts/routes/model-calls';
import { getRecording } from '@overmind/contracts/routes/recordings';
import { listRunPermissions } from '@overmind/contracts/routes/runs';
import { listStateVersions } from '@overmind/contracts/routes/state';
import { getConversation } from '@overmind/contracts/routes/talk';
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { routeKey } from '#lib/api/use-route.ts';
import { messages } from '../../../test/mock/fixtures/messages.ts';
import { snapshot } from '../../../test/mock/fixtures/snapshot.ts';
import { permission } from '../../../test/mock/fixtures/talk.ts';
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

  it('changes a message of the conversation that is on screen beside the newest', () => {
    const queries = new QueryClient();
    const key = messagePagesKey(first.conversation_id);
    queries.setQueryData(key, { pages: [{ items: [second, first], next_cursor: null }], pageParams: [null] });
    const patch = { conversation_id: first.conversation_id, requires_user_response: true };
    applyToDetails(queries, [event('conversation.message.updated', first.id, patch)]);
    expect(queries.getQueryData(key)).toMatchObject({
      pages: [{ items: [second, { ...first, requires_user_response: true }] }],
    });
  });

  it('looks anew at the recording that is on screen when a task comes, which may have been asked for in it', () => {
    const queries = new QueryClient();
    const key = routeKey(getRecording, { params: { id: 'spoken' } });
    queries.setQueryData(key, { id: 'spoken', tasks: [] });
    applyToDetails(queries, [event('task.created', 'new', {})]);
    expect(isStale(queries, key)).toBe(true);
  });

  it('leaves caches empty that nobody filled', () => {
    const queries = new QueryClient();
    applyToDetails(queries, [
      event('conversation.message.created', second.id, { ...second }),
      event('conversation.message.updated', second.id, { ...second }),
    ]);
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

  it.each([
    ['merge.updated', listMerges],
    ['review.comment.changed', listReviewComments],
    ['budget.exceeded', getProjectBudgets],
  ] as const)('fetches what %s changes anew', (type, route) => {
    const queries = new QueryClient();
    const key = [...routeKey(route, { params: { id: 'p' } }), 'all'];
    queries.setQueryData(key, { pages: [], pageParams: [] });
    applyToDetails(queries, [event(type, 'm', {})]);
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
    [event('conversation.message.updated', 'm', { requires_user_response: false }), true],
    [event('agent.run.updated', 'r', {}), false],
  ])('%#', (given, concerns) => {
    expect(concernsInbox(given)).toBe(concerns);
  });
});

describe('what is said between people and coding agents', () => {
  const asked = permission();
  const key = routeKey(listRunPermissions, { params: { id: asked.run_id } });

  it('puts a request on the page of its run, and settles it in place', () => {
    const queries = new QueryClient();
    queries.setQueryData(key, { items: [], next_cursor: null });
    applyToDetails(queries, [event('agent.run.permission.requested', asked.id, { ...asked })]);
    expect(queries.getQueryData(key)).toMatchObject({ items: [{ id: asked.id, status: 'pending' }] });
    const settled = { ...asked, status: 'denied' };
    applyToDetails(queries, [event('agent.run.permission.decided', asked.id, settled)]);
    expect(queries.getQueryData(key)).toMatchObject({ items: [{ id: asked.id, status: 'denied' }] });
  });

  it('asks again for a list that is on its way, as it may have been written before', async () => {
    const queries = new QueryClient();
    const answers: ((page: unknown) => void)[] = [];
    const fetched = queries.fetchQuery({
      queryKey: key,
      queryFn: () => new Promise((resolve) => answers.push(resolve)),
    });
    applyToDetails(queries, [event('agent.run.permission.requested', asked.id, { ...asked })]);
    answers[0]?.({ items: [] });
    await fetched;
    await expect.poll(() => isStale(queries, key)).toBe(true);
  });
});
