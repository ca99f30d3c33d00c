import { findProjectRow } from '@overmind/db/queries/projects/projects';
import { findLatestTaskKey } from '@overmind/db/queries/talk/known-tasks';
import type { Turn } from '../turn.ts';

/** A task key for examples that mean something in this project: of the task that changed last, else as its first is called. */
export async function exampleKey({ w, projectId }: Pick<Turn, 'w' | 'projectId'>): Promise<string> {
  const latest = await findLatestTaskKey(w.tx, projectId);
  return latest ?? `${(await findProjectRow(w.tx, projectId))?.key ?? 'TASK'}-1`;
}
