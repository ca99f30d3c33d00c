import type { Task } from '@overmind/contracts/entities/task';
import { judgeReadiness } from '@overmind/domain/scheduling/readiness';

/**
 * Whether nothing more happens to a task unless a person acts: it ended, stands in review or is blocked, or it
 * waits for one of which that is true.
 */
export function isSettled(id: string, tasks: ReadonlyMap<string, Task>): boolean {
  const task = tasks.get(id);
  if (task === undefined || task.status === 'in_progress') return false;
  if (task.status !== 'queued') return true;
  return task.depends_on.some((other) => {
    const before = tasks.get(other);
    return before !== undefined && holdsBack(before, task) && isSettled(other, tasks);
  });
}

const holdsBack = (before: Task, { after }: Task): boolean =>
  judgeReadiness(after, [before]).kind === 'waits';

/** Did not get to a result that a person could accept. What failed so that another task could mend it did its part. */
export function hasFailed(task: Task, others: readonly Task[]): boolean {
  if (task.status === 'needs_review' || task.status === 'done') return false;
  const isNeedless = task.status === 'canceled' && task.after === 'failed' && task.depends_on.length > 0;
  const isMended = others.some(
    (other) => other.depends_on.includes(task.id) && other.after !== 'done' && !hasFailed(other, others),
  );
  return !isNeedless && !(task.status === 'failed' && isMended);
}
