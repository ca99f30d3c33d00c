import type { Run } from '@overmind/contracts/entities/run';
import { AppError, notFound } from '@overmind/contracts/errors';
import { type RunRow, toRun } from '@overmind/db/queries/execution/runs';
import { findProjectRow, lockProject } from '@overmind/db/queries/projects/projects';
import { findTaskRow, type TaskRow } from '@overmind/db/queries/work/tasks';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { planTask } from '../cycles/plan.ts';
import { getLockedTask } from '../tasks/move.ts';
import { type Write, write } from '../write.ts';
import { scheduleRun } from './schedule.ts';

/** Before the task itself is locked: every other change that holds both takes the project first. */
export async function lockProjectOf(w: Write, taskId: string): Promise<void> {
  const task = await findTaskRow(w.tx, taskId);
  if (!task) throw notFound('task');
  await lockProject(w.tx, task.project_id);
}

/** Schedules one queued task of a locked project ahead of the others, under the same limits. */
export async function runNowIn(w: Write, task: TaskRow): Promise<{ run: RunRow; task: TaskRow }> {
  if (task.status !== 'queued') {
    throw new AppError('rule_violated', 'A run starts only from the queue.', {
      rule: 'task.run_starts_from_queued',
    });
  }
  const project = await findProjectRow(w.tx, task.project_id);
  if (!project) throw notFound('project');
  const planned = await planTask(w.tx, project, task);
  if ('reason' in planned) {
    throw new AppError('rule_violated', `This task cannot start: ${planned.reason}.`, {
      rule: 'task.not_eligible',
    });
  }
  w.audit('task.run', task.id, task.project_id);
  return scheduleRun(w, project, task, planned.agent);
}

export const runTaskNow = (core: Core, call: Call, id: string): Promise<Run> =>
  write(core, call, async (w) => {
    await lockProjectOf(w, id);
    return toRun((await runNowIn(w, await getLockedTask(w, id))).run);
  });
