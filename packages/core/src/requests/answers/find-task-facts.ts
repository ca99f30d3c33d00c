import { AppError } from '@overmind/contracts/errors';
import { listTaskIdsByKey } from '@overmind/db/queries/talk/known-tasks';
import { listTaskFacts } from '@overmind/db/queries/talk/task-facts';
import type { Turn } from '../turn.ts';

/** Tasks that one answer speaks of. */
const maxTasks = 3;

/** What is known of the named tasks; throws `not_found` when there is none of them. */
export async function findTaskFacts({ w, projectId }: Turn, keys: readonly string[]) {
  const asked = keys.slice(0, maxTasks);
  const ids = await listTaskIdsByKey(w.tx, projectId, asked);
  if (ids.length === 0) throw new AppError('not_found', `There is no task ${asked.join(' or ')}.`);
  return listTaskFacts(
    w.tx,
    ids.map((task) => task.id),
  );
}
