import type { DependencyCondition, Task } from '@overmind/contracts/entities/task';
import { AppError } from '@overmind/contracts/errors';
import { replaceDependencies } from '@overmind/db/queries/work/dependencies';
import { findReachableDependencies, lockDependencies } from '@overmind/db/queries/work/graph';
import { listTasksByIds, type TaskRow, toTask, updateTaskRow } from '@overmind/db/queries/work/tasks';
import { findDependencyCycle, statusWords } from '@overmind/domain/tasks/lifecycle';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { withdrawQueuedRun } from '../runs/withdraw.ts';
import { requireVersion, type Write, write } from '../write.ts';
import { getOwnTasks } from './create.ts';
import { emitTask, getLockedTask } from './move.ts';

/** Once it was worked on, what a task waited for is history. */
function requireWaiting(task: TaskRow): void {
  if (task.status === 'queued' || task.status === 'blocked') return;
  throw new AppError(
    'rule_violated',
    `What a task waits for can change only while it is queued or blocked; this one is ${statusWords[task.status]}.`,
    { rule: 'task.dependencies_are_settled' },
  );
}

async function requireNoCircle(w: Write, task: TaskRow, dependsOn: readonly string[]): Promise<void> {
  await lockDependencies(w.tx, task.project_id);
  const circle = findDependencyCycle(await findReachableDependencies(w.tx, dependsOn), task.id, dependsOn);
  if (circle === null) return;
  const keys = new Map((await listTasksByIds(w.tx, circle)).map((each) => [each.id, each.key]));
  const way = circle.map((id) => keys.get(id) ?? id).join(' → ');
  const detail =
    circle.length === 2
      ? `A task cannot wait for itself: ${way}.`
      : `These tasks would wait for each other: ${way}.`;
  throw new AppError('rule_violated', detail, { rule: 'task.dependency_cycle' });
}

const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

async function record(w: Write, before: TaskRow, after: TaskRow, others: readonly TaskRow[]) {
  const keys = others.map((other) => other.key);
  const change = { depends_on: keys, after: after.after };
  await w.taskEvent(after.project_id, { task_id: after.id, event_type: 'dependency', payload: change });
  w.audit('task.dependencies_changed', after.id, after.project_id, {
    ...{ key: after.key, ...change },
    ...{ depended_on: before.depends_on, depended_after: before.after },
  });
  emitTask(w, after);
}

/** Sets what a task waits for, and until when; a circle is refused with the way round. */
export async function putDependencies(
  core: Core,
  call: Call,
  id: string,
  input: { depends_on: readonly string[]; after?: DependencyCondition | undefined },
): Promise<Task> {
  return write(core, call, async (w) => {
    const task = await getLockedTask(w, id);
    requireVersion(call, task.version);
    const dependsOn = [...new Set(input.depends_on)];
    const condition = input.after ?? task.after;
    if (isSameSet(task.depends_on, dependsOn) && condition === task.after) return toTask(task);
    requireWaiting(task);
    const others = await getOwnTasks(w, task.project_id, dependsOn);
    await requireNoCircle(w, task, dependsOn);
    await withdrawQueuedRun(w, task, 'What the task waits for was changed.');
    await updateTaskRow(w.tx, id, { after: condition });
    await replaceDependencies(w.tx, id, dependsOn);
    const changed = await getLockedTask(w, id);
    await record(w, task, changed, others);
    requestCycle(w, task.project_id, 'input');
    return toTask(changed);
  });
}
