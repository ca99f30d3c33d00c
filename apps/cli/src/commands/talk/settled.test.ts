import type { Task } from '@overmind/contracts/entities/task';
import { describe, expect, it } from 'vitest';
import { isSettled } from './settled.ts';

function tasksWith(
  ...statuses: [id: string, status: Task['status'], ...dependsOn: string[]][]
): Map<string, Task> {
  return new Map(
    statuses.map(([id, status, ...depends_on]) => [id, { id, status, depends_on } as unknown as Task]),
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
