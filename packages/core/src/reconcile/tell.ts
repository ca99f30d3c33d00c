import type { TaskRow } from '@overmind/db/queries/work/tasks';
import type { Core } from '../core.ts';
import type { Write } from '../write.ts';

export interface Mending {
  /** What was wrong, as a sentence. */
  found: string;
  /** What was done about it, as a sentence. */
  did: string;
}

/** Puts on record what was mended: in the task's history, the audit and the log. */
export async function tellOfMending(
  core: Core,
  w: Write,
  task: TaskRow,
  { found, did, runId = null }: Mending & { runId?: string | null },
): Promise<void> {
  const payload = { by: 'reconciler', found, did, run_id: runId };
  await w.taskEvent(task.project_id, { task_id: task.id, event_type: 'intervention', payload });
  w.audit('task.reconciled', task.id, task.project_id, { key: task.key, found, did, run_id: runId });
  w.afterCommit(() => core.log.warn({ task: task.key, run_id: runId, found, did }, 'a task was mended'));
}
