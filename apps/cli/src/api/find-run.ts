import type { Client } from '@overmind/client/http';
import type { Run } from '@overmind/contracts/entities/run';
import { getRun, listRuns } from '@overmind/contracts/routes/runs';
import { exitCodes, Failure } from '../failure.ts';
import { listAllProjects } from './find-project.ts';
import { findTask, isTaskKey, isUuid } from './find-task.ts';

/** A run by its id, the beginning of its id, or its task's key (the latest run). */
export async function findRun(client: Client, named: string): Promise<Run> {
  if (isUuid(named)) return client.call(getRun, { params: { id: named } });
  if (/^[0-9a-f-]{4,}$/i.test(named)) return findByPrefix(client, named.toLowerCase());
  if (!isTaskKey(named)) {
    throw new Failure(`"${named}" is neither a run's id nor a task key such as SHOP-12.`, exitCodes.usage);
  }
  const task = await findTask(client, named);
  if (task.latest_run_id === null) throw new Failure(`${task.key} has no run yet.`, exitCodes.notFound);
  return client.call(getRun, { params: { id: task.latest_run_id } });
}

async function findByPrefix(client: Client, prefix: string): Promise<Run> {
  const projects = await listAllProjects(client);
  const pages = await Promise.all(
    projects.map(({ id }) => client.call(listRuns, { params: { id }, query: { limit: 500 } })),
  );
  const found = pages.flatMap((page) => page.items).filter((run) => run.id.startsWith(prefix));
  if (found.length > 1)
    throw new Failure(`${found.length} runs begin with ${prefix}. Give more of the id.`, exitCodes.usage);
  if (found[0]) return found[0];
  throw new Failure(`No recent run begins with ${prefix}.`, exitCodes.notFound);
}
