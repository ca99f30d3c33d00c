import { lockLiveRunOfTask } from '@overmind/db/queries/execution/runs';
import { listAgentRows } from '@overmind/db/queries/projects/agents';
import { listDependents, replaceDependencies } from '@overmind/db/queries/work/dependencies';
import { listTasksByIds, type TaskRow, updateTaskRow } from '@overmind/db/queries/work/tasks';
import { statusPhrases } from '@overmind/domain/replies/wording';
import { requestCycle } from '../../cycles/request.ts';
import { addTask } from '../../tasks/create.ts';
import { emitTask, getLockedTask } from '../../tasks/move.ts';
import type { ChangedTask } from '../acts/record.ts';
import type { Turn } from '../turn.ts';
import { cannot, type Undone, undoEach } from './outcome.ts';

/*
 * Canceled is final. Taking a cancel back makes a new task of the same content, tells both of each other, and lets
 * whatever waited for the old one wait for the new one.
 */

type Replacements = Map<string, TaskRow>;

/** What the new task waits for: replaced tasks by their replacements, and none that is canceled. */
async function dependenciesOf({ w }: Turn, task: TaskRow, replaced: Replacements): Promise<string[]> {
  const before = await listTasksByIds(w.tx, task.depends_on);
  return before
    .map((each) => replaced.get(each.id)?.id ?? (each.status === 'canceled' ? null : each.id))
    .filter((id) => id !== null);
}

async function addAgain(turn: Turn, task: TaskRow, replaced: Replacements): Promise<TaskRow> {
  const { w, projectId, request } = turn;
  const agent = (await listAgentRows(w.tx, projectId)).find((each) => each.id === task.assigned_agent_id);
  const { title, description, acceptance_criteria, type, priority, after, files, due_at } = task;
  const added = await addTask(w, projectId, {
    ...{ title, description, acceptance_criteria, type, priority, after, files },
    agent: agent?.name ?? null,
    depends_on: await dependenciesOf(turn, task, replaced),
    due_at: due_at?.toISOString() ?? null,
    requested_by: task.requested_by,
    requestId: task.request_id ?? request.id,
    specId: task.spec_id,
  });
  return added.task;
}

async function tellBoth({ w, projectId }: Turn, old: TaskRow, fresh: TaskRow): Promise<void> {
  const note = (task_id: string, comment: string, payload: Record<string, string>) =>
    w.taskEvent(projectId, { task_id, event_type: 'comment', payload: { comment, ...payload } });
  await note(old.id, `Asked for again as ${fresh.key}: the cancel was taken back.`, {
    replaced_by: fresh.key,
  });
  await note(fresh.id, `Takes the place of ${old.key}, whose cancel was taken back.`, { replaces: old.key });
}

/** Open tasks that waited for the old one wait for the new one. */
async function moveDependents({ w, projectId }: Turn, old: TaskRow, fresh: TaskRow): Promise<void> {
  for (const id of await listDependents(w.tx, old.id)) {
    const task = await getLockedTask(w, id);
    if (task.status !== 'queued' && task.status !== 'blocked') continue;
    const dependsOn = task.depends_on.map((each) => (each === old.id ? fresh.id : each));
    await replaceDependencies(w.tx, id, dependsOn);
    const keys = (await listTasksByIds(w.tx, dependsOn)).map((each) => each.key);
    await w.taskEvent(projectId, { task_id: id, event_type: 'dependency', payload: { depends_on: keys } });
    w.audit('task.dependencies_changed', id, projectId, {
      ...{ key: task.key, depends_on: keys, depended_on: task.depends_on },
    });
    emitTask(w, await updateTaskRow(w.tx, id, {}));
  }
}

async function requireCanceled({ w }: Turn, task: TaskRow): Promise<void> {
  if (task.status === 'canceled') return;
  const run = await lockLiveRunOfTask(w.tx, task.id);
  if (run !== null && run.cancel_requested_at !== null) return;
  throw cannot(`It ${statusPhrases[task.status]} now, so nothing is to be taken back.`);
}

export async function undoCancel(turn: Turn, tasks: readonly ChangedTask[]): Promise<Undone> {
  const replaced: Replacements = new Map();
  const undone = await undoEach(turn, tasks, async (task) => {
    await requireCanceled(turn, task);
    const fresh = await addAgain(turn, task, replaced);
    await tellBoth(turn, task, fresh);
    await moveDependents(turn, task, fresh);
    replaced.set(task.id, fresh);
    const stays = task.status === 'canceled' ? 'stays canceled' : 'is still being stopped and then canceled';
    return `**${task.key}** ${stays}, for that is final; **${fresh.key}** asks for the same again.`;
  });
  if (replaced.size > 0) requestCycle(turn.w, turn.projectId, 'input');
  return { ...undone, tasks: [...replaced.values(), ...undone.tasks] };
}
