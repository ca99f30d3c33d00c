import { findNewestRunId } from '@overmind/db/queries/execution/reconcile';
import { findRunRow, lockLiveRunOfTask, type RunRow } from '@overmind/db/queries/execution/runs';
import { lockTask, type TaskRow, updateTaskRow } from '@overmind/db/queries/work/tasks';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { settleTask } from '../runs/settle.ts';
import { emitTask, moveTask } from '../tasks/move.ts';
import { type Write, write } from '../write.ts';
import { type Mending, tellOfMending } from './tell.ts';

async function findNewestRun(w: Write, task: TaskRow): Promise<RunRow | null> {
  const id = await findNewestRunId(w.tx, task.id);
  return id === null ? null : findRunRow(w.tx, id);
}

async function goOnAfter(w: Write, task: TaskRow, run: RunRow): Promise<Mending> {
  const pointed =
    task.latest_run_id === run.id ? task : await updateTaskRow(w.tx, task.id, { latest_run_id: run.id });
  await settleTask(w, run, pointed);
  return {
    found: `The task showed as in progress although run ${run.attempt} had ended.`,
    did: 'It went on by the result of that run.',
  };
}

async function fail(w: Write, task: TaskRow): Promise<Mending> {
  const found = 'The task showed as in progress, but no run of it had begun.';
  await moveTask(w, task, 'failed', { reason: `${found} Retry it.` });
  requestCycle(w, task.project_id, 'run_finished');
  return { found, did: 'It was marked as failed, so that it can be retried.' };
}

/** A task in progress whose run is over goes on as that run's end says; one that never had a run fails. */
export async function mendTaskWithoutRun(core: Core, taskId: string): Promise<void> {
  await write(core, systemCall, async (w) => {
    const task = await lockTask(w.tx, taskId);
    if (task?.status !== 'in_progress' || (await lockLiveRunOfTask(w.tx, taskId))) return;
    const run = await findNewestRun(w, task);
    const mended = run?.started_at ? await goOnAfter(w, task, run) : await fail(w, task);
    await tellOfMending(core, w, task, { ...mended, runId: run?.id ?? null });
  });
}

/** Lets a task name its newest run as its latest. */
export async function mendLatestRun(core: Core, taskId: string): Promise<void> {
  await write(core, systemCall, async (w) => {
    const task = await lockTask(w.tx, taskId);
    const newest = task && (await findNewestRunId(w.tx, taskId));
    if (!task || newest === task.latest_run_id) return;
    emitTask(w, await updateTaskRow(w.tx, taskId, { latest_run_id: newest }));
    const found = 'The task did not name its newest run as its latest.';
    await tellOfMending(core, w, task, { found, did: 'It names that run now.', runId: newest });
  });
}
