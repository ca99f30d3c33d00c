import type { Agent } from '@overmind/contracts/entities/agent';
import type { Task, TaskPatch } from '@overmind/contracts/entities/task';
import { AppError } from '@overmind/contracts/errors';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { type TaskRow, toTask, updateTaskRow } from '@overmind/db/queries/work/tasks';
import type { ChangeOf } from '@overmind/db/schema';
import { dedupeKey } from '@overmind/domain/tasks/dedupe-key';
import { whyNotMove } from '@overmind/domain/tasks/lifecycle';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { lockProjectOf, runNowIn } from '../runs/run-now.ts';
import { withdrawQueuedRun } from '../runs/withdraw.ts';
import { requireVersion, type Write, write } from '../write.ts';
import { cancelIn } from './cancel.ts';
import { emitTask, getLockedTask, moveTask } from './move.ts';
import { retryIn } from './retry.ts';
import { approveIn, rejectIn } from './review.ts';

async function agentChange(w: Write, task: TaskRow, name: string | null): Promise<ChangeOf<'tasks'>> {
  if (task.status === 'in_progress') {
    throw new AppError('rule_violated', 'A running task keeps its agent. Cancel the run first.', {
      rule: 'task.live_run',
    });
  }
  const agent = name === null ? null : await getAgentNamed(w, task, name);
  if (agent?.id !== task.assigned_agent_id)
    await withdrawQueuedRun(w, task, 'The task was given to another agent.');
  return { assigned_agent_id: agent?.id ?? null };
}

async function getAgentNamed(w: Write, task: TaskRow, name: string): Promise<Agent> {
  const agent = (await listAgentRows(w.tx, task.project_id)).find((each) => each.name === name);
  if (!agent) {
    throw new AppError('invalid', `There is no agent "${name}" in this project.`, {
      errors: [{ pointer: '/agent', detail: 'Name an agent of this project.' }],
    });
  }
  return agent;
}

/** What goes by the fields that were edited. */
function followUp(task: TaskRow, { title, priority, agent }: TaskPatch): ChangeOf<'tasks'> {
  // In another place in the queue it may wait for something else, and far back nobody says for what.
  const isMoved = (priority !== undefined || agent !== undefined) && task.is_ready;
  return {
    ...(title === undefined ? {} : { dedupe_key: dedupeKey(title) }),
    ...(isMoved && task.status === 'queued' ? { status_reason: null } : {}),
  };
}

async function editFields(w: Write, task: TaskRow, patch: TaskPatch): Promise<TaskRow> {
  const { agent, status: _status, reason: _reason, acceptance_criteria, due_at, ...plain } = patch;
  const change: ChangeOf<'tasks'> = {
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
    ...(acceptance_criteria === undefined
      ? {}
      : { acceptance_criteria: JSON.stringify(acceptance_criteria) }),
    ...(due_at === undefined ? {} : { due_at: due_at === null ? null : new Date(due_at) }),
    ...(agent === undefined ? {} : await agentChange(w, task, agent)),
  };
  if (Object.keys(change).length === 0) return task;
  const edited = await updateTaskRow(w.tx, task.id, { ...change, ...followUp(task, patch) });
  w.audit('task.updated', task.id, task.project_id, { fields: Object.keys(change) });
  emitTask(w, edited);
  return edited;
}

/** A card put into another column is the act that leads there. */
async function moveByStatus(w: Write, task: TaskRow, patch: TaskPatch): Promise<TaskRow> {
  const reason = patch.reason?.trim() || null;
  const to = patch.status;
  if (to === undefined || to === task.status) return task;
  switch (to) {
    case 'done':
      return approveIn(w, task, { comment: reason ?? undefined });
    case 'canceled':
      return cancelIn(w, task, reason ?? 'Canceled by a person.');
    case 'queued':
      return task.status === 'needs_review'
        ? rejectIn(w, task, reason ?? 'Changes were asked for.')
        : retryIn(w, task);
    case 'in_progress':
      return (await runNowIn(w, task)).task;
    case 'blocked':
      await withdrawQueuedRun(w, task, 'The task was blocked.');
      return moveTask(w, task, to, { reason, action: 'task.blocked' });
    case 'needs_review':
    case 'failed':
      throw new AppError('rule_violated', whyNotMove(task.status, to) ?? 'Only a run leads there.', {
        rule: 'task.transition',
      });
  }
}

/** Edits a locked task and moves it where the patch says; a run that it names is the caller's to make room for. */
export async function updateIn(w: Write, task: TaskRow, patch: TaskPatch): Promise<TaskRow> {
  const moved = await moveByStatus(w, await editFields(w, task, patch), patch);
  requestCycle(w, task.project_id, 'input');
  return moved;
}

export async function updateTask(core: Core, call: Call, id: string, patch: TaskPatch): Promise<Task> {
  return write(core, call, async (w) => {
    if (patch.status === 'in_progress') await lockProjectOf(w, id);
    const task = await getLockedTask(w, id);
    requireVersion(call, task.version);
    return toTask(await updateIn(w, task, patch));
  });
}
