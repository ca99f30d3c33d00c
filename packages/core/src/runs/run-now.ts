import type { Run } from '@overmind/contracts/entities/run';
import { AppError, notFound } from '@overmind/contracts/errors';
import { type RunRow, toRun } from '@overmind/db/queries/execution/runs';
import { findProjectRow } from '@overmind/db/queries/projects/projects';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { planProject } from '../cycles/plan.ts';
import { getLockedTask } from '../tasks/move.ts';
import { type Write, write } from '../write.ts';
import { scheduleRun } from './schedule.ts';

/** Schedules one queued task ahead of the others, under the same limits. */
export async function runNowIn(w: Write, task: TaskRow): Promise<{ run: RunRow; task: TaskRow }> {
  if (task.status !== 'queued') {
    throw new AppError('rule_violated', 'A run starts only from the queue.', {
      rule: 'task.run_starts_from_queued',
    });
  }
  const project = await findProjectRow(w.tx, task.project_id);
  if (!project) throw notFound('project');
  const { plan, agents } = await planProject(w.tx, project, task.id);
  const agent = agents.find((each) => each.id === plan.schedule[0]?.agentId);
  if (!agent) {
    const reason = plan.waiting[0]?.reason ?? 'nobody can take it now';
    throw new AppError('rule_violated', `This task cannot start: ${reason}.`, { rule: 'task.not_eligible' });
  }
  w.audit('task.run', task.id, task.project_id);
  return scheduleRun(w, project, task, agent);
}

export const runTaskNow = (core: Core, call: Call, id: string): Promise<Run> =>
  write(core, call, async (w) => toRun((await runNowIn(w, await getLockedTask(w, id))).run));
