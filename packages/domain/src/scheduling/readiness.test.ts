import { type DependencyCondition, type TaskStatus, taskStatuses } from '@overmind/contracts/entities/task';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dependency, judgeReadiness } from './readiness.ts';

const on = (...statuses: TaskStatus[]): Dependency[] =>
  statuses.map((status, index) => ({ key: `SHOP-${index + 1}`, status }));

describe('a task that waits for others to be done', () => {
  it.each<[string, TaskStatus[]]>([
    ['waits for SHOP-1', ['queued']],
    ['waits for SHOP-1', ['in_progress']],
    ['waits for SHOP-2', ['done', 'in_progress']],
    ['waits for SHOP-1 and 2 more', ['queued', 'queued', 'in_progress']],
    ['waits for SHOP-1, which failed', ['failed']],
    ['waits for SHOP-2, which failed, and 1 more', ['queued', 'failed']],
    ['waits for SHOP-1, which is blocked', ['blocked', 'done']],
    ['waits for SHOP-1, which waits for a review', ['needs_review']],
    [
      'waits for SHOP-2, which was canceled: remove the dependency or cancel this too',
      ['failed', 'canceled', 'queued'],
    ],
  ])('says: %s', (reason, statuses) => {
    expect(judgeReadiness('done', on(...statuses))).toEqual({ kind: 'waits', reason });
  });

  it('is ready when each is done, or when there is none', () => {
    expect(judgeReadiness('done', on('done', 'done'))).toEqual({ kind: 'ready' });
    expect(judgeReadiness('done', [])).toEqual({ kind: 'ready' });
  });
});

describe('a task that waits for others to end', () => {
  it('is ready however they ended, in review too', () => {
    expect(judgeReadiness('ended', on('done', 'needs_review', 'failed', 'canceled'))).toEqual({
      kind: 'ready',
    });
  });

  it.each<TaskStatus>(['queued', 'in_progress', 'blocked'])('waits while one is %s', (status) => {
    expect(judgeReadiness('ended', on('done', status))).toMatchObject({
      kind: 'waits',
      reason: expect.stringContaining('waits for SHOP-2'),
    });
  });
});

describe('a task that waits for a failure', () => {
  it('is ready once all have ended and one has failed', () => {
    expect(judgeReadiness('failed', on('failed', 'queued'))).toMatchObject({ kind: 'waits' });
    expect(judgeReadiness('failed', on('failed', 'done'))).toEqual({ kind: 'ready' });
  });

  it.each<[string, TaskStatus[]]>([
    ['SHOP-1 passed, so there is nothing to fix', ['done']],
    ['SHOP-1 passed, so there is nothing to fix', ['needs_review']],
    ['SHOP-1 and SHOP-2 passed, so there is nothing to fix', ['done', 'needs_review']],
    ['SHOP-1 and 2 more passed, so there is nothing to fix', ['done', 'done', 'canceled']],
    ['SHOP-1 was canceled, so there is nothing to fix', ['canceled']],
  ])('is needless when none did: %s', (reason, statuses) => {
    expect(judgeReadiness('failed', on(...statuses))).toEqual({ kind: 'needless', reason });
  });
});

it('never lets a task start before what it waits for has ended, whatever the condition', () => {
  const anyStatus = fc.constantFrom(...taskStatuses);
  const anyCondition = fc.constantFrom<DependencyCondition>('done', 'ended', 'failed');
  fc.assert(
    fc.property(anyCondition, fc.array(anyStatus, { maxLength: 6 }), (after, statuses) => {
      const { kind } = judgeReadiness(after, on(...statuses));
      const isLive = statuses.some((status) => ['queued', 'in_progress', 'blocked'].includes(status));
      if (isLive) expect(kind).toBe('waits');
      else if (after !== 'done') expect(kind).not.toBe('waits');
    }),
  );
});
