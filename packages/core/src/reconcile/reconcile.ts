import { listFaultyRuns, listTasksWithoutRun } from '@overmind/db/queries/execution/reconcile';
import type { Core } from '../core.ts';
import { withdrawForsakenPermissions } from '../runs/permissions/close.ts';
import { mendEach } from './each.ts';
import { reconcileProjectOfTurn } from './project.ts';
import { followRunners } from './runners.ts';
import { mendRun } from './runs.ts';
import { mendTaskWithoutRun } from './tasks.ts';

/*
 * Every change is one transaction, so runs, tasks and cards agree by themselves. The reconciler is for what no
 * transaction sees: a runner that fell silent, a row that was repaired by hand, a wake-up that was lost. Each
 * turn compares, mends through the verbs that everyone uses, and says so; with nothing wrong it writes nothing.
 * Runs whose lease ran out are ended by `runs/leases.ts`, work that no cycle took up is found by
 * `cycles/request.ts`.
 */
export const reconcileEveryMs = 5_000;
const maxAtOnce = 50;

/** One turn; safe on any number of workers at once. */
export async function reconcile(core: Core): Promise<void> {
  const faulty = await listFaultyRuns(core.db, { limit: maxAtOnce });
  await mendEach(
    core,
    faulty.map((run) => run.id),
    mendRun,
  );
  await mendEach(core, await listTasksWithoutRun(core.db, maxAtOnce), mendTaskWithoutRun);
  await withdrawForsakenPermissions(core);
  await followRunners(core);
  await reconcileProjectOfTurn(core, reconcileEveryMs);
}
