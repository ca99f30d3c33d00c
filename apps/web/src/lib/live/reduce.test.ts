import type { RealtimeEvent } from '@overmind/contracts/entities/event';
import type { Snapshot } from '@overmind/contracts/routes/projects';
import { describe, expect, it } from 'vitest';
import { messages } from '../../../test/mock/fixtures/messages.ts';
import { runs } from '../../../test/mock/fixtures/runs.ts';
import { snapshot } from '../../../test/mock/fixtures/snapshot.ts';
import { tasks } from '../../../test/mock/fixtures/tasks.ts';
import { keepNewer } from './project-connection.ts';
import { reduce, reduceAll } from './reduce.ts';

const view: Snapshot = snapshot();
const event = (
  type: RealtimeEvent['type'],
  id: string,
  patch: Record<string, unknown>,
  seq = view.seq + 1,
): RealtimeEvent => ({
  type,
  ts: '2026-01-16T16:10:00Z',
  project_id: view.project.id,
  seq,
  actor: 'orchestrator',
  entity: { id, patch },
});
const applied = (...events: RealtimeEvent[]): Snapshot => {
  const next = reduceAll(view, events);
  if (next === 'gap') throw new Error('unexpected gap');
  return next;
};
const [first, second] = [tasks[0]!, tasks[1]!];

describe('reduce', () => {
  it('ignores an event that the view already holds', () => {
    expect(reduce(view, event('task.updated', first.id, { title: 'x' }, view.seq))).toBe(view);
  });

  it('reports a gap rather than skip an event', () => {
    expect(reduce(view, event('task.updated', first.id, { title: 'x' }, view.seq + 2))).toBe('gap');
  });

  it('patches one task and leaves the others the same objects', () => {
    const next = applied(event('task.updated', first.id, { status: 'in_progress' }));
    expect(next.tasks[0]).toEqual({ ...first, status: 'in_progress' });
    expect(next.tasks[1]).toBe(second);
    expect(next.seq).toBe(view.seq + 1);
  });

  it('keeps the counts of each status', () => {
    const next = applied(event('task.updated', first.id, { status: 'in_progress' }));
    expect(next.task_counts).toMatchObject({ queued: 2, in_progress: 3 });
    const created = applied(event('task.created', 'new', { ...first, id: 'new' }));
    expect(created.task_counts).toMatchObject({ queued: 4 });
    expect(created.tasks[0]?.id).toBe('new');
  });

  it('does not invent a task out of a patch for one it does not know', () => {
    expect(applied(event('task.updated', 'unknown', { title: 'x' })).tasks).toBe(view.tasks);
  });

  it('adds a queued run, points its task at it, and follows it to its end', () => {
    const run = { ...runs[0]!, id: 'r9', task_id: first.id, status: 'queued' };
    const next = applied(
      event('agent.run.queued', 'r9', run),
      event('agent.run.started', 'r9', { status: 'started' }, view.seq + 2),
      event('agent.run.completed', 'r9', { status: 'completed', reason: 'ok' }, view.seq + 3),
    );
    expect(next.runs.find(({ id }) => id === 'r9')).toMatchObject({ status: 'completed', reason: 'ok' });
    expect(next.tasks.find(({ id }) => id === first.id)?.latest_run_id).toBe('r9');
  });

  it('adds a message once, and only to its own conversation', () => {
    const message = { ...messages[0]!, id: 'm9' };
    const next = applied(
      event('conversation.message.created', 'm9', message),
      event('conversation.message.created', 'm9', message, view.seq + 2),
    );
    expect(next.messages).toHaveLength(view.messages.length + 1);
    const other = applied(
      event('conversation.message.created', 'm9', { ...message, conversation_id: 'other' }),
    );
    expect(other.messages).toBe(view.messages);
  });

  it('changes a message that it has, and lets others be', () => {
    const [known] = view.messages;
    const patch = { conversation_id: view.conversation.id, requires_user_response: true };
    const next = applied(event('conversation.message.updated', known!.id, patch));
    expect(next.messages).toEqual([{ ...known, requires_user_response: true }, ...view.messages.slice(1)]);
    expect(applied(event('conversation.message.updated', 'm9', patch)).messages).toEqual(view.messages);
  });

  it('begins a new cycle and carries its progress', () => {
    const next = applied(
      event('orchestrator.cycle.started', 'c1', { state: 'cycle.started' }),
      event('orchestrator.cycle.progress', 'c1', { state: 'cycle.planned_tasks' }, view.seq + 2),
    );
    expect(next.cycle).toMatchObject({
      id: 'c1',
      state: 'cycle.planned_tasks',
      counts: { tasks_created: 0 },
    });
  });

  it('counts an event of a type that it does not know', () => {
    const unknown = event('spec.updated' as RealtimeEvent['type'], 'x', {});
    expect(applied(unknown)).toEqual({ ...view, seq: view.seq + 1 });
  });
});

describe('keepNewer', () => {
  it('refuses a late reply and lets parts of a view be', () => {
    const older = { ...view, seq: 4 };
    expect(keepNewer(view, older)).toBe(view);
    expect(keepNewer(older, view)).toBe(view);
    expect(keepNewer(view.tasks, null)).toBeNull();
  });
});
