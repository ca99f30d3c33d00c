import { listLiveFiles, listOverlapping, updateOverlaps } from '@overmind/db/queries/work/overlaps';
import { findOverlaps } from '@overmind/domain/scheduling/overlaps';
import { emitTask } from '../tasks/move.ts';
import type { Write } from '../write.ts';

const maxLive = 200;

/** Says of tasks with a live run or in review which others touch the same files: a hint, nothing waits for it. */
export async function tellOverlaps(w: Write, projectId: string): Promise<void> {
  const live = await listLiveFiles(w.tx, projectId, maxLive);
  const overlaps = findOverlaps(live);
  const told = await listOverlapping(w.tx, projectId);
  const all = new Map([...told, ...live].map((task) => [task.id, task]));
  const changes = [...all.values()]
    .map((task) => ({ id: task.id, before: task.overlaps, overlaps: overlaps.get(task.key) ?? [] }))
    .filter((task) => task.before.join() !== task.overlaps.join());
  for (const task of await updateOverlaps(w.tx, changes)) emitTask(w, task);
}
