import type { Task } from '@overmind/contracts/entities/task';
import { listDependents } from '@overmind/db/queries/work/dependencies';
import { findGraph } from '@overmind/db/queries/work/graph';
import { finalTaskStatuses, openTaskStatuses } from '@overmind/domain/tasks/lifecycle';
import type { Core } from '../core.ts';
import { getTask } from './read.ts';

const maxNodes = 2_000;

/** A project's tasks and what they wait for: at most 2,000, the open ones before those finished last. */
export const getGraph = (core: Core, projectId: string) =>
  findGraph(core.db, projectId, { open: openTaskStatuses, final: finalTaskStatuses, limit: maxNodes });

export async function getDependencies(
  core: Core,
  id: string,
): Promise<Pick<Task, 'depends_on'> & { dependents: string[] }> {
  const [task, dependents] = await Promise.all([getTask(core, id), listDependents(core.db, id)]);
  return { depends_on: task.depends_on, dependents };
}
