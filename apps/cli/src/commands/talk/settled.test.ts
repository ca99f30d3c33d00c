import type { Task } from '@overmind/contracts/entities/task';
import { describe, expect, it } from 'vitest';
import { hasFailed, isSettled } from './settled.ts';

function tasksWith(
  ...statuses: [id: string, status: Task['status'], ...dependsOn: string[]][]
): Map<string, Task> {
  return new Map(
    statuses.map(([id, status, ...depends_on]) => [
      id,
      { id, key: id, status, depends_on, after: 'done' } as unknown as Task,
    ]),
  );
}

describe('a task is settled', () => {
  it.each(['needs_review', 'done', 'failed', 'canceled', 'blocked'] as const)('when it is %s', (status) => {
    expect(isSettled('a', tasksWith(['a', status]))).toBe(true);
  });

  it('not while it is queued or runs', () => {
    expect(isSettled('a', tasksWith(['a', 'queued']))).toBe(false);
    expect(isSettled('a', tasksWith(['a', 'in_progress']))).toBe(false);
    expect(isSettled('a', tasksWith())).toBe(false);
  });

  it('when it waits for one that waits for a person', () => {
    expect(isSettled('b', tasksWith(['a', 'failed'], ['b', 'queued', 'a']))).toBe(true);
    expect(isSettled('c', tasksWith(['a', 'failed'], ['b', 'queued', 'a'], ['c', 'queued', 'b']))).toBe(true);
    expect(isSettled('b', tasksWith(['a', 'done'], ['b', 'queued', 'a']))).toBe(false);
    expect(isSettled('b', tasksWith(['a', 'in_progress'], ['b', 'queued', 'a']))).toBe(false);
  });
});

describe('a task that waits for a failure', () => {
  const fix = (status: Task['status']): Task =>
    ({ id: 'b', key: 'b', status, depends_on: ['a'], after: 'failed' }) as unknown as Task;
  const tests = (status: Task['status']): Task =>
    ({ id: 'a', key: 'a', status, depends_on: [], after: 'done' }) as unknown as Task;
  const both = (one: Task, other: Task): Map<string, Task> =>
    new Map([one, other].map((task) => [task.id, task]));

  it('goes on when it has come, and stays when a person has to look first', () => {
    expect(isSettled('b', both(tests('failed'), fix('queued')))).toBe(false);
    expect(isSettled('b', both(tests('blocked'), fix('queued')))).toBe(true);
  });

  it('makes good what failed before it, if it comes to a result', () => {
    expect(hasFailed(tests('failed'), [tests('failed'), fix('needs_review')])).toBe(false);
    expect(hasFailed(tests('failed'), [tests('failed'), fix('failed')])).toBe(true);
    expect(hasFailed(tests('failed'), [tests('failed')])).toBe(true);
  });

  it('is no failure when there was nothing to mend', () => {
    expect(hasFailed(fix('canceled'), [tests('done'), fix('canceled')])).toBe(false);
    expect(hasFailed(tests('canceled'), [tests('canceled')])).toBe(true);
  });
});
