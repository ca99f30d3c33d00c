import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { discussions } from '../../../../test/mock/fixtures/discussions.ts';
import { applyToDiscussion, detailKey, keepNewerSteps, messagesKey } from './discussion-caches.ts';

const [detail] = discussions;
if (detail === undefined) throw new Error('There is a discussion to change.');
const { id, seq } = detail;
const event = (type: RealtimeEvent['type'], patch: Record<string, unknown>): RealtimeEvent => ({
  ...{ type, ts: '2026-01-16T16:10:00Z', project_id: detail.project_id, seq: 1, actor: 'orchestrator' },
  entity: { id, patch },
});
const archived_at = '2026-01-16T16:10:00Z';

/** The discussion as it was loaded, and a request for it that is answered when it is told to be. */
async function opened() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const answers: ((fresh: object) => void)[] = [];
  const query = { queryKey: detailKey(id), structuralSharing: keepNewerSteps, staleTime: 0 };
  await queries.fetchQuery({ ...query, queryFn: () => structuredClone(detail) });
  const ask = () =>
    queries.fetchQuery({ ...query, queryFn: () => new Promise<object>((resolve) => answers.push(resolve)) });
  const state = () => queries.getQueryCache().find({ queryKey: query.queryKey })?.state;
  return { queries, ask, answers, state, shown: () => queries.getQueryData<typeof detail>(query.queryKey) };
}

it('a reply that was on its way while steps came takes none of them back', async () => {
  const { queries, ask, answers, shown } = await opened();
  const asked = ask();
  applyToDiscussion(queries, id, event('discussion.updated', { seq: seq + 1, status: 'paused' }));
  answers[0]?.(structuredClone(detail));
  await asked;
  expect(shown()).toMatchObject({ seq: seq + 1, status: 'paused' });
});

it('a reply with later steps takes the place of what is shown', async () => {
  const { ask, answers, shown } = await opened();
  const asked = ask();
  answers[0]?.({ ...detail, seq: seq + 7, status: 'stopped' });
  await asked;
  expect(shown()).toMatchObject({ seq: seq + 7, status: 'stopped' });
});

it('tells what others made of its decision, though that is no step', async () => {
  const { queries, shown } = await opened();
  const request_id = '01990000-0000-7000-8000-000000000001';
  const made = { request_id, actions_left_out: ['Approve all tasks'] };
  applyToDiscussion(queries, id, event('discussion.updated', { seq, ...made, phase: 'exploration' }));
  expect(shown()).toMatchObject({ seq, ...made, phase: detail.phase });
  const before = shown();
  applyToDiscussion(queries, id, event('discussion.updated', { seq, request_id }));
  applyToDiscussion(queries, id, event('discussion.updated', { seq: seq - 1, request_id: 'late' }));
  expect(shown()).toBe(before);
});

it('is asked for again when it ends, as only then people may rate it', async () => {
  const { queries, shown, state } = await opened();
  applyToDiscussion(queries, id, event('discussion.updated', { seq: seq + 1, status: 'paused' }));
  expect(state()?.isInvalidated).toBe(false);
  const end = { seq: seq + 2, status: 'failed', reason: 'Nobody spoke.' };
  applyToDiscussion(queries, id, event('discussion.updated', end));
  expect(shown()).toMatchObject(end);
  expect(state()?.isInvalidated).toBe(true);
});

it('is in the archive, and back, when others put it there', async () => {
  const { queries, shown } = await opened();
  const moved = (to: string | null) =>
    event('conversation.status.changed', { kind: 'discussion', archived_at: to });
  applyToDiscussion(queries, id, moved(archived_at));
  expect(shown()).toMatchObject({ seq, archived_at });
  applyToDiscussion(queries, id, moved(null));
  expect(shown()).toMatchObject({ seq, archived_at: null });
});

it('is asked for again when it goes into the archive while it is on its way', async () => {
  const { queries, ask, state } = await opened();
  void ask().catch(() => undefined);
  applyToDiscussion(queries, id, event('conversation.status.changed', { archived_at }));
  expect(state()?.isInvalidated).toBe(true);
  queries.clear();
});

it('is asked for again when it was deleted', async () => {
  const { queries, state } = await opened();
  applyToDiscussion(queries, id, event('conversation.status.changed', { removed: true }));
  expect(state()?.isInvalidated).toBe(true);
});

/** Nothing is known yet: the first reply is on its way. */
function openedNow(queryKey: readonly unknown[]) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const answers: ((data: object) => void)[] = [];
  const observer = new QueryObserver<object>(queries, {
    ...{ queryKey, staleTime: 0 },
    queryFn: () => new Promise<object>((resolve) => answers.push(resolve)),
  });
  observer.subscribe(() => undefined);
  return { queries, answers, observer };
}

it.each<[string, readonly unknown[], RealtimeEvent]>([
  ['archive', detailKey(id), event('conversation.status.changed', { archived_at })],
  ['next step', detailKey(id), event('discussion.updated', { seq: seq + 1 })],
  ['message', messagesKey(id), event('conversation.message.created', { conversation_id: id, said: {} })],
])(
  'asks once more after its first reply when it missed what came meanwhile: %s',
  async (_, queryKey, told) => {
    const { queries, answers, observer } = openedNow(queryKey);
    applyToDiscussion(queries, id, told);
    applyToDiscussion(queries, id, told);
    expect(answers).toHaveLength(1);
    answers[0]?.({ is: 'first' });
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.({ is: 'second' });
    await vi.waitFor(() => expect(observer.getCurrentResult().data).toEqual({ is: 'second' }));
    expect(answers).toHaveLength(2);
    queries.clear();
  },
);
