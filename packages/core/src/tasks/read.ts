import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { Task, TaskEvent } from '@overmind/contracts/entities/task';
import { notFound } from '@overmind/contracts/errors';
import { listDependents, listGraph } from '@overmind/db/queries/work/dependencies';
import { listTaskEventPage } from '@overmind/db/queries/work/task-events';
import { findTaskRow, listTaskPage, type TaskFilter, toTask } from '@overmind/db/queries/work/tasks';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
import { getLockedTask } from './move.ts';

const maxGraphNodes = 2_000;

export async function getTask(core: Core, id: string): Promise<Task> {
  const row = await findTaskRow(core.db, id);
  if (!row) throw notFound('task');
  return toTask(row);
}

export const listTasks = (
  core: Core,
  projectId: string,
  query: PageQuery & TaskFilter,
): Promise<Page<Task>> => listTaskPage(core.db, projectId, query);

export const listTaskEvents = (core: Core, id: string, page: PageQuery): Promise<Page<TaskEvent>> =>
  listTaskEventPage(core.db, id, page);

export async function getDependencies(core: Core, id: string) {
  const [task, dependents] = await Promise.all([getTask(core, id), listDependents(core.db, id)]);
  return { depends_on: task.depends_on, dependents };
}

export const getGraph = (core: Core, projectId: string) => listGraph(core.db, projectId, maxGraphNodes);

export async function commentOnTask(core: Core, call: Call, id: string, comment: string): Promise<TaskEvent> {
  return write(core, call, async (w) => {
    const task = await getLockedTask(w, id);
    return w.taskEvent(task.project_id, { task_id: id, event_type: 'comment', payload: { comment } });
  });
}
