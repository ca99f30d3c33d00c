import type { DependencyCondition, Task } from '@overmind/contracts/entities/task';

const isFulfilled: Record<DependencyCondition, (status: Task['status']) => boolean> = {
  done: (status) => status === 'done',
  ended: (status) => status === 'done' || status === 'failed' || status === 'canceled',
  failed: (status) => status === 'failed',
};

/**
 * Keys of the tasks that each open task still waits for, as one text. A task that the view does not hold ended
 * long ago, so nothing waits for it.
 */
export function waitsOf(tasks: readonly Task[]): ReadonlyMap<string, string> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const waits = new Map<string, string>();
  for (const task of tasks) {
    if (task.depends_on.length === 0 || (task.status !== 'queued' && task.status !== 'blocked')) continue;
    const open = task.depends_on
      .map((id) => byId.get(id))
      .filter((other): other is Task => other !== undefined && !isFulfilled[task.after](other.status));
    if (open.length > 0) waits.set(task.id, open.map(({ key }) => key).join(', '));
  }
  return waits;
}
