import type { Task } from '@overmind/contracts/entities/task';
import { AppError } from '@overmind/contracts/errors';
import { findLatestCompletedRun } from '@overmind/db/queries/execution/runs';
import { type TaskRow, toTask } from '@overmind/db/queries/work/tasks';
import { feedbackOf } from '@overmind/domain/reviews/feedback';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { mergeOnApproval } from '../merges/request.ts';
import { noteJudgement } from '../prompts/task-outcomes.ts';
import { takeComments } from '../reviews/comments.ts';
import { type Write, write } from '../write.ts';
import { freshStart, getLockedTask, moveTask } from './move.ts';

interface Approval {
  run_id?: string | undefined;
  head_commit?: string | null | undefined;
  comment?: string | undefined;
  /** Also into the queue to the base branch; as the project has it when absent. */
  merge?: boolean | undefined;
}

/** An approval is of what was on screen: another run or commit since then is refused. */
async function requireSameResult(w: Write, task: TaskRow, approval: Approval) {
  const run = await findLatestCompletedRun(w.tx, task.id);
  const isOtherRun = approval.run_id !== undefined && approval.run_id !== run?.id;
  const isOtherCommit =
    approval.head_commit !== undefined && approval.head_commit !== (run?.head_commit ?? null);
  if (isOtherRun || isOtherCommit) {
    throw new AppError(
      'rule_violated',
      'The result changed since you looked at it. Look again before you approve.',
      {
        rule: 'task.approval_is_of_one_commit',
      },
    );
  }
  return run;
}

export async function approveIn(w: Write, task: TaskRow, approval: Approval): Promise<TaskRow> {
  const run = await requireSameResult(w, task, approval);
  const approved = await moveTask(w, task, 'done', {
    reason: approval.comment ?? null,
    payload: { approved_run_id: run?.id ?? null, approved_commit: run?.head_commit ?? null },
    action: 'task.approved',
  });
  noteJudgement(w, run, true);
  await mergeOnApproval(w, approved, approval.merge);
  requestCycle(w, task.project_id, 'input');
  return approved;
}

/** Gives the task to its agent again, with these words and all comments on lines that no run was given yet. */
export async function rejectIn(w: Write, task: TaskRow, reason: string): Promise<TaskRow> {
  if (task.status !== 'needs_review') {
    throw new AppError('rule_violated', 'Changes can be asked for only while a task is in review.', {
      rule: 'task.transition',
    });
  }
  const feedback = feedbackOf(reason, await takeComments(w, task.id));
  if (feedback === '') {
    throw new AppError('invalid', 'Say what to change, or comment on lines of the diff first.', {
      errors: [{ pointer: '/reason', detail: 'Say what to change.' }],
    });
  }
  const rejected = await moveTask(w, task, 'queued', {
    reason: 'Changes were asked for.',
    change: freshStart,
    payload: { feedback },
    action: 'task.rejected',
  });
  noteJudgement(w, await findLatestCompletedRun(w.tx, task.id), false);
  requestCycle(w, task.project_id, 'input');
  return rejected;
}

export const approveTask = (core: Core, call: Call, id: string, approval: Approval): Promise<Task> =>
  write(core, call, async (w) => toTask(await approveIn(w, await getLockedTask(w, id), approval)));

export const rejectTask = (core: Core, call: Call, id: string, reason: string): Promise<Task> =>
  write(core, call, async (w) => toTask(await rejectIn(w, await getLockedTask(w, id), reason)));
