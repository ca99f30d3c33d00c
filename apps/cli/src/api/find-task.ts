import type { Client } from '@overmind/client/http';
import type { Task } from '@overmind/contracts/entities/task';
import { getTask, listTasks } from '@overmind/contracts/routes/tasks';
import { exitCodes, Failure } from '../failure.ts';
import { listAllProjects } from './find-project.ts';

const keyPattern = /^(?<prefix>[a-z][a-z0-9]*)-\d+$/i;
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isTaskKey = (text: string): boolean => keyPattern.test(text);
export const isUuid = (text: string): boolean => uuidPattern.test(text);

/** A task by its key, e.g. SHOP-12, or its id. */
export async function findTask(client: Client, named: string): Promise<Task> {
  if (isUuid(named)) return client.call(getTask, { params: { id: named } });
  const prefix = keyPattern.exec(named)?.groups?.['prefix'];
  if (prefix === undefined) {
    throw new Failure(`"${named}" is no task key. They look like SHOP-12.`, exitCodes.usage);
  }
  const key = named.toUpperCase();
  const project = (await listAllProjects(client)).find((each) => each.key === prefix.toUpperCase());
  const page =
    project && (await client.call(listTasks, { params: { id: project.id }, query: { q: key, limit: 500 } }));
  const task = page?.items.find((each) => each.key === key);
  if (task) return task;
  throw new Failure(`There is no task ${key}.`, exitCodes.notFound);
}
