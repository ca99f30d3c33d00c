import type { Run } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';
import { AppError } from '@overmind/contracts/errors';
import {
  findRunRow,
  lockLiveRunOfTask,
  type RunRow,
  toRun,
  updateRunRow,
} from '@overmind/db/queries/execution/runs';
import { type TaskRow, toTask, updateTaskRow } from '@overmind/db/queries/work/tasks';
import { finalTaskStatuses } from '@overmind/domain/tasks/lifecycle';
import { sql } from 'kysely';
import { topics } from '../bus/bus.ts';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import type { RunnerCommand } from '../runners/command.ts';
import { emitRun, endRun } from '../runs/end.ts';
import { type Write, write } from '../write.ts';
import { emitTask, getLockedTask, moveTask } from './move.ts';

/** A run that a runner holds ends when its processes have; its task shows that it is on the way. */
async function askRunnerToStop(w: Write, task: TaskRow, run: RunRow, reason: string): Promise<TaskRow> {
  if (run.cancel_requested_at !== null) return task;
  w.audit('task.cancel_requested', task.id, task.project_id, { key: task.key, run_id: run.id, reason });
  const marked = await updateRunRow(w.tx, run.id, {
    cancel_requested_at: sql<Date>`clock_timestamp()`,
    status_detail: reason,
  });
  emitRun(w, 'agent.run.updated', marked);
  const command: RunnerCommand = { kind: 'cancel', run_id: run.id, reason };
  if (run.runner_id !== null) w.publish(topics.runner(run.runner_id), JSON.stringify(command));
  const waiting = await updateTaskRow(w.tx, task.id, { status_reason: `Canceling: ${reason}` });
  emitTask(w, waiting);
  return waiting;
}

export async function cancelIn(w: Write, task: TaskRow, reason: string): Promise<TaskRow> {
  if (finalTaskStatuses.includes(task.status)) {
    throw new AppError('rule_violated', `This task is ${task.status} already.`, { rule: 'task.transition' });
  }
  const run = await lockLiveRunOfTask(w.tx, task.id);
  if (run && run.status !== 'queued') return askRunnerToStop(w, task, run, reason);
  if (run) await endRun(w, run, { status: 'canceled', reason: 'canceled', detail: reason });
  const canceled = await moveTask(w, task, 'canceled', { reason, action: 'task.canceled' });
  requestCycle(w, task.project_id, 'input');
  return canceled;
}

const defaultReason = 'Canceled by a person.';

export const cancelTask = (core: Core, call: Call, id: string, reason: string | undefined): Promise<Task> =>
  write(core, call, async (w) =>
    toTask(await cancelIn(w, await getLockedTask(w, id), reason || defaultReason)),
  );

export const cancelRun = (core: Core, call: Call, id: string, reason: string | undefined): Promise<Run> =>
  write(core, call, async (w) => {
    const run = await findRunRow(w.tx, id);
    if (!run || run.finished_at !== null) {
      throw new AppError('rule_violated', 'This run has ended already.', { rule: 'run.final' });
    }
    await cancelIn(w, await getLockedTask(w, run.task_id), reason || defaultReason);
    return toRun((await findRunRow(w.tx, id)) ?? run);
  });
