import type { Task } from '@overmind/contracts/entities/task';

/**
 * Whether nothing more happens to a task unless a person acts: it ended, stands in review or is blocked, or it
 * waits for one of which that is true.
 */
export function isSettled(id: string, tasks: ReadonlyMap<string, Task>): boolean {
  const task = tasks.get(id);
  if (task === undefined) return false;
  if (task.status === 'in_progress') return false;
  if (task.status !== 'queued') return true;
  return task.depends_on.some(
    (other) => tasks.get(other)?.status !== 'done' && tasks.has(other) && isSettled(other, tasks),
  );
}

/** Did not get to a result that a person could accept. */
export const hasFailed = ({ status }: Task): boolean => status !== 'needs_review' && status !== 'done';
