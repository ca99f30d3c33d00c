import { listFaultyRuns, type RunFault } from '@overmind/db/queries/execution/reconcile';
import type { RunRow } from '@overmind/db/queries/execution/runs';
import { type TaskRow, updateTaskRow } from '@overmind/db/queries/work/tasks';
import { statusWords } from '@overmind/domain/tasks/lifecycle';
import { topics } from '../bus/bus.ts';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import type { RunnerCommand } from '../runners/command.ts';
import { endRun } from '../runs/end.ts';
import { lockRunWithTask, settleRun } from '../runs/settle.ts';
import { emitTask } from '../tasks/move.ts';
import { type Write, write } from '../write.ts';
import { isLoss, type Loss, losses, type Wait, waits } from './faults.ts';
import { fence } from './fence.ts';
import { type Mending, tellOfMending } from './tell.ts';

async function lose(w: Write, run: RunRow, task: TaskRow, fault: Loss): Promise<Mending> {
  await settleRun(w, run, task, { status: 'failed', reason: 'lost', detail: losses[fault] });
  return {
    found: `Run ${run.attempt} showed as live, but nobody worked on it. ${losses[fault]}`,
    did: 'The run was ended as lost.',
  };
}

async function endLeftBehind(w: Write, run: RunRow, task: TaskRow): Promise<Mending> {
  const found = `Run ${run.attempt} was live although its task was ${statusWords[task.status]}.`;
  await endRun(w, await fence(w, run), { status: 'canceled', reason: 'canceled', detail: found });
  if (run.runner_id !== null) {
    const command: RunnerCommand = { kind: 'cancel', run_id: run.id, reason: found };
    w.publish(topics.runner(run.runner_id), JSON.stringify(command));
  }
  if (task.status === 'queued') requestCycle(w, task.project_id, 'run_finished');
  return { found, did: 'The run was ended; the task stays where it is.' };
}

async function withdraw(w: Write, run: RunRow, task: TaskRow, fault: Wait): Promise<Mending> {
  const reason = waits[fault](run);
  await endRun(w, run, { status: 'canceled', reason: 'canceled', detail: `It never began: ${reason}.` });
  emitTask(w, await updateTaskRow(w.tx, task.id, { status_reason: reason }));
  requestCycle(w, task.project_id, 'timer');
  return {
    found: `Run ${run.attempt} waited for a runner that could not take it: ${reason}.`,
    did: 'The run was taken back; the task waits in the queue.',
  };
}

/** Lets the task name this run as its latest. */
async function point(w: Write, run: RunRow, task: TaskRow): Promise<Mending> {
  emitTask(w, await updateTaskRow(w.tx, task.id, { latest_run_id: run.id }));
  return {
    found: `The task did not name its live run ${run.attempt} as its latest.`,
    did: 'It names that run now.',
  };
}

function mend(w: Write, run: RunRow, task: TaskRow, fault: RunFault): Promise<Mending> {
  if (fault === 'task_moved_on') return endLeftBehind(w, run, task);
  if (fault === 'not_latest') return point(w, run, task);
  return isLoss(fault) ? lose(w, run, task, fault) : withdraw(w, run, task, fault);
}

/** Mends a run that shows as live and is not. Looks again under lock: another may have been first. */
export async function mendRun(core: Core, runId: string): Promise<void> {
  await write(core, systemCall, async (w) => {
    const { run, task } = await lockRunWithTask(w, runId);
    const [seen] = await listFaultyRuns(w.tx, { limit: 1, runId });
    if (!seen) return;
    await tellOfMending(core, w, task, { ...(await mend(w, run, task, seen.fault)), runId });
  });
}
