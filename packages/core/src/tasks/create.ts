import type { Agent } from '@overmind/contracts/entities/agent';
import type { NewTask, Task } from '@overmind/contracts/entities/task';
import { AppError } from '@overmind/contracts/errors';
import { newId } from '@overmind/db/database';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { replaceDependencies } from '@overmind/db/queries/work/dependencies';
import { insertTask, listTasksByIds, type TaskRow, toTask } from '@overmind/db/queries/work/tasks';
import { chooseAgent } from '@overmind/domain/agents/choose';
import { dedupeKey } from '@overmind/domain/tasks/dedupe-key';
import { type Call, userIdOf } from '../call.ts';
import type { Core } from '../core.ts';
import { requestCycle } from '../cycles/request.ts';
import { type Write, write } from '../write.ts';

export const toChoosable = (agent: Agent) => ({
  name: agent.name,
  role: agent.role,
  is_enabled: agent.is_enabled,
  handles: agent.config.handles,
  paths: agent.config.paths,
});

const maxReadLength = 2_000;

/** The words an agent is chosen by: the beginning says what a task is about, and reading more costs every caller. */
export const wordsOf = (task: Pick<NewTask, 'title' | 'description'>): string =>
  `${task.title}\n${task.description}`.slice(0, maxReadLength);

/** The agent of that name, or the one the rules choose; null when nobody can do this type. */
function agentFor(
  task: Pick<NewTask, 'agent' | 'type' | 'title' | 'description'>,
  agents: Agent[],
): Agent | null {
  const name = task.agent ?? chooseAgent(task.type, wordsOf(task), agents.map(toChoosable));
  const agent = agents.find((each) => each.name === name) ?? null;
  if (task.agent != null && !agent) {
    throw new AppError('invalid', `There is no agent "${task.agent}" in this project.`, {
      errors: [{ pointer: '/agent', detail: `Known agents: ${agents.map((each) => each.name).join(', ')}.` }],
    });
  }
  return agent;
}

/** The tasks that one of this project is to wait for. */
export async function getOwnTasks(w: Write, projectId: string, ids: readonly string[]): Promise<TaskRow[]> {
  const found = await listTasksByIds(w.tx, ids);
  const own = found.filter((task) => task.project_id === projectId);
  const known = new Set(own.map((task) => task.id));
  const missing = ids.findIndex((id) => !known.has(id));
  if (missing === -1) return own;
  throw new AppError('invalid', 'A task can wait only for tasks of its own project.', {
    errors: [{ pointer: `/depends_on/${missing}`, detail: 'There is no such task in this project.' }],
  });
}

/** Adds a task inside a transaction; the caller asks for a cycle. */
export async function addTask(
  w: Write,
  projectId: string,
  input: NewTask & { requestId: string | null; specId?: string | null },
): Promise<{ task: TaskRow; agent: Agent | null }> {
  const agent = agentFor(input, await listAgentRows(w.tx, projectId));
  await getOwnTasks(w, projectId, input.depends_on);
  const inserted = await insertTask(w.tx, {
    id: newId(),
    project_id: projectId,
    request_id: input.requestId,
    spec_id: input.specId ?? null,
    title: input.title,
    description: input.description,
    acceptance_criteria: input.acceptance_criteria,
    type: input.type,
    priority: input.priority,
    assigned_agent_id: agent?.id ?? null,
    requested_by: input.requested_by,
    created_by_user_id: userIdOf(w.call),
    after: input.after,
    files: input.files,
    dedupe_key: dedupeKey(input.title),
    due_at: input.due_at === null ? null : new Date(input.due_at),
  });
  if (input.depends_on.length > 0) await replaceDependencies(w.tx, inserted.id, input.depends_on);
  const task = { ...inserted, depends_on: [...new Set(input.depends_on)].sort() };
  w.emit(projectId, 'task.created', task.id, toTask(task));
  w.audit('task.created', task.id, projectId, { key: task.key });
  await w.taskEvent(projectId, {
    task_id: task.id,
    event_type: 'created',
    payload: { title: task.title, type: task.type, priority: task.priority, agent: agent?.name ?? null },
  });
  return { task, agent };
}

export async function createTask(core: Core, call: Call, projectId: string, input: NewTask): Promise<Task> {
  return write(core, call, async (w) => {
    const { task } = await addTask(w, projectId, { ...input, requestId: null });
    requestCycle(w, projectId, 'input');
    return toTask(task);
  });
}
