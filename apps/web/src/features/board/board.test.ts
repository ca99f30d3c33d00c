import type { Task } from '@overmind/contracts/entities/task';
import { describe, expect, it } from 'vitest';
import { user } from '../../../test/mock/fixtures/ids.ts';
import { tasks } from '../../../test/mock/fixtures/tasks.ts';
import { toColumns } from './columns.ts';
import { type BoardFilter, type FilterFacts, filterFrom, noFilter, passes, toParams } from './filter.ts';
import { overlayMoves, type ShownMove } from './overlay-moves.ts';
import { waitsOf } from './waits.ts';

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

const facts: FilterFacts = { waiting: new Set(), myId: undefined };
const columnsWith = (filter: Partial<BoardFilter>, list: readonly Task[] = tasks) =>
  toColumns(list, { ...noFilter, ...filter }, facts);
const keys = (list: readonly Task[]) => list.map(({ key }) => key);

describe('toColumns', () => {
  it('puts urgent work first, then the oldest', () => {
    expect(keys(columnsWith({}).queued)).toEqual(['SHOP-1', 'SHOP-2', 'SHOP-3']);
    expect(keys(columnsWith({}).in_progress)).toEqual(['SHOP-4', 'SHOP-5']);
  });

  it('puts the newest of what is done first and leaves canceled tasks out', () => {
    const canceled = tasks.map((each) =>
      each.key === 'SHOP-11' ? { ...each, status: 'canceled' as const } : each,
    );
    expect(keys(columnsWith({}, canceled).done)).toEqual(['SHOP-10', 'SHOP-9']);
  });

  it('filters by key, title, agent and type at once', () => {
    expect(keys(columnsWith({ text: 'shop-1 ' }).queued)).toEqual(['SHOP-1']);
    expect(keys(columnsWith({ text: 'CHECKOUT' }).queued)).toEqual(['SHOP-2']);
    const agents = [task.assigned_agent_id ?? ''];
    expect(keys(columnsWith({ agents, types: ['doc'] }).done)).toEqual(['SHOP-9']);
  });
});

describe('passes', () => {
  const shown = (filter: Partial<BoardFilter>, more: Partial<FilterFacts> = {}) =>
    keys(tasks.filter((each) => passes(each, { ...noFilter, ...filter }, { ...facts, ...more })));

  it('finds words in the reason of a task', () => {
    expect(shown({ text: 'grace' })).toEqual(['SHOP-6']);
  });

  it('shows what waits: for other tasks, or held up for a reason that is told', () => {
    expect(shown({ isWaiting: true }, { waiting: new Set(waitsOf(tasks).keys()) })).toEqual([
      'SHOP-2',
      'SHOP-6',
    ]);
  });

  it('shows what touches files of other tasks, and what a person asked for themselves', () => {
    expect(shown({ isOverlapping: true })).toEqual(['SHOP-5']);
    expect(shown({ isMine: true }, { myId: undefined })).toEqual([]);
    expect(shown({ isMine: true, priorities: [1] }, { myId: user.id })).toEqual(['SHOP-4', 'SHOP-12']);
  });
});

describe('waitsOf', () => {
  const waitingTask = tasks[1] as Task;
  const waitsWith = (after: Task['after'], status: Task['status']) =>
    waitsOf([
      { ...waitingTask, after },
      { ...(tasks[3] as Task), status },
    ]).get(waitingTask.id);

  it.each([
    ['done', 'failed', 'SHOP-4'],
    ['done', 'done', undefined],
    ['ended', 'in_progress', 'SHOP-4'],
    ['ended', 'canceled', undefined],
    ['failed', 'done', 'SHOP-4'],
    ['failed', 'failed', undefined],
  ] as const)('until the others are %s, with one that is %s: %s', (after, status, waits) => {
    expect(waitsWith(after, status)).toBe(waits);
  });
});

describe('the filter in the address', () => {
  it('comes back as it went in', () => {
    const filter: BoardFilter = {
      ...{ text: 'a b&c', types: ['test', 'infra'], agents: ['x', 'none'], priorities: [1, 5] },
      ...{ isWaiting: true, isOverlapping: true, isMine: true },
    };
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(toParams(filter))) if (value !== null) search.set(name, value);
    expect(filterFrom(search)).toEqual(filter);
  });

  it('lets be what is no filter', () => {
    expect(filterFrom(new URLSearchParams('type=nonsense&priority=9,x&waiting=yes'))).toEqual(noFilter);
  });
});
