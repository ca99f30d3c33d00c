import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { AppError, notFound } from '@overmind/contracts/errors';
import { findRunRow, toRun } from '@overmind/db/queries/execution/runs';
import { type TaskRow, toTask } from '@overmind/db/queries/work/tasks';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { type Write, write } from '../write.ts';
import { freshStart, getLockedTask, moveTask } from './move.ts';

export async function retryIn(w: Write, task: TaskRow): Promise<TaskRow> {
  if (task.status !== 'failed' && task.status !== 'blocked') {
    throw new AppError('rule_violated', 'Only a failed or blocked task can be tried again.', {
      rule: 'task.transition',
    });
  }
  const queued = await moveTask(w, task, 'queued', {
    ...{ reason: null, change: freshStart, action: 'task.retried' },
  });
  requestCycle(w, task.project_id, 'input');
  return queued;
}

export const retryTask = (core: Core, call: Call, id: string): Promise<Task> =>
  write(core, call, async (w) => toTask(await retryIn(w, await getLockedTask(w, id))));

export const retryRun = (core: Core, call: Call, id: string): Promise<Run> =>
  write(core, call, async (w) => {
    const run = await findRunRow(w.tx, id);
    if (!run) throw notFound('run');
    await retryIn(w, await getLockedTask(w, run.task_id));
    return toRun(run);
  });
