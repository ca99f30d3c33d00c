import type { Client } from '@overmind/client/http';
import type { Merge, MergeStatus } from '@overmind/contracts/entities/merge';
import { listMerges } from '@overmind/contracts/routes/merges';
import { findTask } from '../../api/find-task.ts';
import { exitCodes, Failure } from '../../failure.ts';

/** The newest merge of a task that stands so. */
export async function findMergeOf(
  client: Client,
  key: string,
  status: MergeStatus[],
  otherwise: string,
): Promise<Merge> {
  const task = await findTask(client, key);
  const { items } = await client.call(listMerges, {
    params: { id: task.project_id },
    query: { task: task.id, status: status.join(','), limit: 1 },
  });
  if (items[0]) return items[0];
  throw new Failure(`${task.key} ${otherwise}`, exitCodes.notFound);
}
