import type { Agent } from '@overmind/contracts/entities/agent';
import type { Task, TaskPatch } from '@overmind/contracts/entities/task';
import { AppError } from '@overmind/contracts/errors';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { replaceDependencies } from '@overmind/db/queries/work/dependencies';
import { listTasksByIds, type TaskRow, toTask, updateTaskRow } from '@overmind/db/queries/work/tasks';
import type { ChangeOf } from '@overmind/db/schema';
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
  const edited = await updateTaskRow(w.tx, task.id, change);
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
      return moveTask(w, task, to, { reason });
    case 'needs_review':
    case 'failed':
      return moveTask(w, task, to, { reason });
  }
}

export async function updateTask(core: Core, call: Call, id: string, patch: TaskPatch): Promise<Task> {
  return write(core, call, async (w) => {
    if (patch.status === 'in_progress') await lockProjectOf(w, id);
    const task = await getLockedTask(w, id);
    requireVersion(call, task.version);
    const moved = await moveByStatus(w, await editFields(w, task, patch), patch);
    await requestCycle(w, task.project_id, 'input');
    return toTask(moved);
  });
}

export async function putDependencies(
  core: Core,
  call: Call,
  id: string,
  dependsOn: string[],
): Promise<Task> {
  return write(core, call, async (w) => {
    const task = await getLockedTask(w, id);
    requireVersion(call, task.version);
    const others = await listTasksByIds(w.tx, dependsOn);
    if (others.filter((other) => other.project_id === task.project_id).length !== new Set(dependsOn).size) {
      throw new AppError('invalid', 'A task can wait only for tasks of its own project.', {
        errors: [{ pointer: '/depends_on', detail: 'One of these is not a task of this project.' }],
      });
    }
    await replaceDependencies(w.tx, id, dependsOn);
    const changed = await updateTaskRow(w.tx, id, {});
    await w.taskEvent(task.project_id, {
      task_id: id,
      event_type: 'dependency',
      payload: { depends_on: others.map((other) => other.key) },
    });
    emitTask(w, changed);
    await requestCycle(w, task.project_id, 'input');
    return toTask(changed);
  });
}
