import type { TaskStatus } from '@overmind/contracts/entities/task';
import { AppError, notFound } from '@overmind/contracts/errors';
import { findLatestCompletedRun } from '@overmind/db/queries/execution/runs';
import { findAgent } from '@overmind/db/queries/projects/agents';
import { lockTask, type TaskRow, toTask, updateTaskRow } from '@overmind/db/queries/work/tasks';
import type { ChangeOf } from '@overmind/db/schema';
import { findViolation } from '@overmind/domain/tasks/lifecycle';
import { noteTaskEnd } from '../prompts/task-outcomes.ts';
import type { Write } from '../write.ts';

export async function getLockedTask(w: Write, id: string): Promise<TaskRow> {
  const task = await lockTask(w.tx, id);
  if (!task) throw notFound('task');
  return task;
}

interface Move {
  reason: string | null;
  /** Further columns that change with the status. */
  change?: ChangeOf<'tasks'>;
  /** More for the task event, such as a reviewer's words. */
  payload?: Record<string, unknown>;
  runWasLost?: boolean;
  /** What the audit calls it, when it is more than a change of status. */
  action?: string;
  /** It moves on within this transaction: history keeps the step, screens see only where it ends. */
  isPassing?: boolean;
}

/** The one way a task changes its status: the rules, the row, the task event, the audit and the realtime events. */
export async function moveTask(w: Write, task: TaskRow, to: TaskStatus, move: Move): Promise<TaskRow> {
  const agent = task.assigned_agent_id === null ? null : await findAgent(w.tx, task.assigned_agent_id);
  const violation = findViolation({
    from: task.status,
    to,
    hasSuccessfulRun: to === 'done' && (await findLatestCompletedRun(w.tx, task.id)) !== null,
    agentIsEnabled: agent?.is_enabled ?? false,
    reason: move.reason,
    ...(move.runWasLost === undefined ? {} : { runWasLost: move.runWasLost }),
  });
  if (violation) throw new AppError('rule_violated', violation.detail, { rule: violation.rule });
  const moved = await updateTaskRow(w.tx, task.id, {
    ...move.change,
    status: to,
    status_reason: move.reason,
  });
  await w.taskEvent(task.project_id, {
    task_id: task.id,
    event_type: 'status_changed',
    payload: { from: task.status, to, reason: move.reason, ...move.payload },
  });
  const { feedback: _words, ...facts } = move.payload ?? {};
  w.audit(move.action ?? 'task.status_changed', task.id, task.project_id, {
    ...{ key: task.key, from: task.status, to, reason: move.reason, ...facts },
  });
  if (move.isPassing === true) return moved;
  emitTask(w, moved);
  noteTaskEnd(w, moved);
  return moved;
}

export function emitTask(w: Write, task: TaskRow): void {
  w.emit(task.project_id, 'task.updated', task.id, toTask(task));
}

/** A person puts it back: earlier failures no longer count. */
export const freshStart: ChangeOf<'tasks'> = { attempts: 0, losses: 0, not_before: null };
