import type { Task } from '@overmind/contracts/entities/task';
import { describe, expect, it } from 'vitest';
import { tasks } from '../../../test/mock/fixtures/tasks.ts';
import { noFilter, toColumns } from './columns.ts';
import { overlayMoves, type ShownMove } from './overlay-moves.ts';

const task = tasks.find(({ status }) => status === 'needs_review') as Task;
const move = (patch: Partial<ShownMove> = {}): ShownMove => ({
  taskId: task.id,
  to: 'done',
  from: 'needs_review',
  baseVersion: task.version,
  isPending: true,
  ...patch,
});
const statusIn = (shown: readonly Task[]) => shown.find(({ id }) => id === task.id)?.status;

describe('overlayMoves', () => {
  it('shows a move while it is on its way and keeps other tasks the same objects', () => {
    const shown = overlayMoves(tasks, [move()]);
    expect(statusIn(shown)).toBe('done');
    expect(shown[0]).toBe(tasks[0]);
  });

  it('goes on showing it after the answer until the confirmed task has moved', () => {
    expect(statusIn(overlayMoves(tasks, [move({ isPending: false })]))).toBe('done');
    const confirmed = tasks.map((each) =>
      each.id === task.id ? { ...each, status: 'queued' as const, version: task.version + 1 } : each,
    );
    expect(statusIn(overlayMoves(confirmed, [move({ isPending: false })]))).toBe('queued');
  });

  it('lets the last of two moves count', () => {
    expect(statusIn(overlayMoves(tasks, [move(), move({ to: 'queued' })]))).toBe('queued');
  });

  it('gives back the very list when nothing moves', () => {
    expect(overlayMoves(tasks, [])).toBe(tasks);
  });
});

describe('toColumns', () => {
  const keys = (list: Task[]) => list.map(({ key }) => key);

  it('puts urgent work first, then the oldest', () => {
    expect(keys(toColumns(tasks, noFilter).queued)).toEqual(['SHOP-1', 'SHOP-2', 'SHOP-3']);
    expect(keys(toColumns(tasks, noFilter).in_progress)).toEqual(['SHOP-4', 'SHOP-5']);
  });

  it('puts the newest of what is done first and leaves canceled tasks out', () => {
    const canceled = tasks.map((each) =>
      each.key === 'SHOP-11' ? { ...each, status: 'canceled' as const } : each,
    );
    expect(keys(toColumns(canceled, noFilter).done)).toEqual(['SHOP-10', 'SHOP-9']);
  });

  it('filters by key, title, agent and type at once', () => {
    expect(keys(toColumns(tasks, { ...noFilter, text: 'shop-1 ' }).queued)).toEqual(['SHOP-1']);
    expect(keys(toColumns(tasks, { ...noFilter, text: 'CHECKOUT' }).queued)).toEqual(['SHOP-2']);
    expect(keys(toColumns(tasks, { text: '', agentId: task.assigned_agent_id, type: 'doc' }).done)).toEqual([
      'SHOP-9',
    ]);
  });
});
