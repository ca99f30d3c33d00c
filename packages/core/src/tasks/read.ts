import type { Page, PageQuery } from '@overmind/contracts/entities/primitives';
import type { Task, TaskEvent } from '@overmind/contracts/entities/task';
import { notFound } from '@overmind/contracts/errors';
import { listTaskEventPage } from '@overmind/db/queries/work/task-events';
import { findTaskRow, listTaskPage, type TaskFilter, toTask } from '@overmind/db/queries/work/tasks';
import type { Core } from '../core.ts';

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
