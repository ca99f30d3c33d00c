import { updateStatusReasons } from '@overmind/db/queries/work/tasks';
import { emitTask } from '../tasks/move.ts';
import type { Write } from '../write.ts';
import type { KeptRun } from './kept-run.ts';
import { findRunsThatLeak } from './open-networks.ts';
import { findRunsOverBudget } from './spent-budgets.ts';

/** One reason for each: that which holds whatever is spent comes first. */
export async function findRunsKeptBack(w: Write): Promise<KeptRun[]> {
  const leaking = await findRunsThatLeak(w);
  const known = new Set(leaking.map(({ run }) => run.id));
  return [...leaking, ...(await findRunsOverBudget(w)).filter(({ run }) => !known.has(run.id))];
}

/** Says on the cards of their tasks why they wait. */
export async function tellWhyKeptBack(w: Write, kept: readonly KeptRun[]): Promise<void> {
  const changed = kept.filter(({ run, reason }) => run.status_reason !== reason);
  const reasons = changed.map(({ run, reason }) => ({ id: run.task_id, reason }));
  for (const task of await updateStatusReasons(w.tx, reasons)) emitTask(w, task);
}
