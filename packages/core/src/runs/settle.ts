import type { RunReason } from '@overmind/contracts/entities/run';
import { notFound } from '@overmind/contracts/errors';
import { findRunRow, lockRun, type RunPayload, type RunRow } from '@overmind/db/queries/execution/runs';
import { findProjectRow, settingsOf } from '@overmind/db/queries/projects/projects';
import { lockTask, type TaskRow } from '@overmind/db/queries/work/tasks';
import { decideOutcome, type Outcome } from '@overmind/domain/runs/outcome';
import { requestCycle } from '../cycles/request.ts';
import { moveTask } from '../tasks/move.ts';
import type { Write } from '../write.ts';
import { announceOutcome } from './announce.ts';
import { endRun, type RunEnd } from './end.ts';

const lostReasons: readonly RunReason[] = ['lost', 'released'];

/** The run and its task, locked in the order every other change locks them: task first. */
export async function lockRunWithTask(w: Write, runId: string): Promise<{ run: RunRow; task: TaskRow }> {
  const found = await findRunRow(w.tx, runId);
  const task = found && (await lockTask(w.tx, found.task_id));
  const run = found && (await lockRun(w.tx, runId));
  if (!run || !task) throw notFound('run');
  return { run, task };
}

/** By way of review, as the lifecycle has it, with the rule in the place of a person. */
async function acceptAtOnce(
  w: Write,
  task: TaskRow,
  { statusReason }: Outcome,
  run: RunRow,
): Promise<TaskRow> {
  const payload = { run_id: run.id, attempt: run.attempt };
  const reviewed = await moveTask(w, task, 'needs_review', { reason: null, payload, isPassing: true });
  return moveTask(w, reviewed, 'done', {
    reason: statusReason,
    payload: {
      ...{ ...payload, auto_accepted: true },
      ...{ approved_run_id: run.id, approved_commit: run.head_commit },
    },
    action: 'task.auto_accepted',
  });
}

async function applyOutcome(
  w: Write,
  task: TaskRow,
  outcome: Outcome,
  isLost: boolean,
  run: RunRow,
): Promise<TaskRow> {
  const change = { not_before: outcome.notBefore, losses: task.losses + (isLost ? 1 : 0) };
  const payload = { run_id: run.id, attempt: run.attempt };
  switch (outcome.task) {
    case 'done':
      return acceptAtOnce(w, task, outcome, run);
    case 'queued': {
      if (isLost)
        return moveTask(w, task, 'queued', {
          reason: outcome.statusReason,
          change,
          payload,
          runWasLost: true,
        });
      const failed = await moveTask(w, task, 'failed', {
        ...{ reason: run.status_detail, payload, isPassing: true },
      });
      return moveTask(w, failed, 'queued', { reason: outcome.statusReason, change, payload });
    }
    case 'canceled':
      return moveTask(w, task, 'canceled', { reason: run.status_detail, change, payload });
    case 'needs_review':
    case 'failed':
      return moveTask(w, task, outcome.task, { reason: outcome.statusReason, change, payload });
  }
}

/** Ends a run that a runner held and moves its task on; a cancel that was asked for wins over any result. */
export async function settleRun(
  w: Write,
  run: RunRow,
  task: TaskRow,
  end: RunEnd,
): Promise<{ run: RunRow; task: TaskRow }> {
  const finalEnd: RunEnd =
    run.cancel_requested_at === null
      ? end
      : { ...end, status: 'canceled', reason: 'canceled', detail: run.status_detail };
  const ended = await endRun(w, run, finalEnd);
  return { run: ended, task: await settleTask(w, ended, task) };
}

/** Moves a task in progress on by how its run ended, and tells who asked for the work. */
export async function settleTask(w: Write, run: RunRow, task: TaskRow): Promise<TaskRow> {
  const project = await findProjectRow(w.tx, run.project_id);
  const reason = run.reason ?? 'internal';
  const isLost = lostReasons.includes(reason);
  const payload = run.payload as unknown as RunPayload;
  const outcome = decideOutcome({
    taskType: task.type,
    status: run.status,
    reason,
    attempt: task.attempts,
    losses: task.losses + (isLost ? 1 : 0),
    maxAttempts: payload.agent.config.max_attempts,
    autoAccept: project ? settingsOf(project).auto_accept : [],
    isFlagged: run.flags.length > 0,
    now: new Date(),
    random: Math.random,
  });
  const moved = await applyOutcome(w, task, outcome, isLost, run);
  if (outcome.notBefore) await w.enqueue('cycle.due', { project_id: run.project_id }, outcome.notBefore);
  await announceOutcome(w, moved, run, outcome);
  requestCycle(w, run.project_id, 'run_finished');
  return moved;
}
