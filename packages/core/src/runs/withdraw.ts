import { lockLiveRunOfTask } from '@overmind/db/queries/execution/runs';
import type { TaskRow } from '@overmind/db/queries/work/tasks';
import type { Write } from '../write.ts';
import { endRun } from './end.ts';

/** Ends the run of a locked task that no runner has taken yet; it says why it never began. */
export async function withdrawQueuedRun(w: Write, task: TaskRow, detail: string): Promise<void> {
  const run = await lockLiveRunOfTask(w.tx, task.id);
  if (run?.status !== 'queued') return;
  await endRun(w, run, { status: 'canceled', reason: 'canceled', detail });
}
