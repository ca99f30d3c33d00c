import { findProjectOfTurn, listMispointedTasks } from '@overmind/db/queries/execution/reconcile';
import { findCountDrift, mendCounts } from '@overmind/db/queries/work/count-drift';
import type { Core } from '../core.ts';
import { mendEach } from './each.ts';
import { mendLatestRun } from './tasks.ts';

const maxTasks = 500;

async function recount(core: Core, projectId: string): Promise<void> {
  if ((await findCountDrift(core.db, projectId)).length === 0) return;
  const mended = await core.db.transaction().execute((tx) => mendCounts(tx, projectId));
  core.log.warn({ project_id: projectId, mended }, 'the kept numbers of tasks were wrong and were mended');
}

/** What follows from a project's tasks and is kept beside them is compared with them. */
export async function reconcileProject(core: Core, projectId: string): Promise<void> {
  await mendEach(core, await listMispointedTasks(core.db, projectId, maxTasks), mendLatestRun);
  await recount(core, projectId);
}

/** Looks into one project a turn, so that a turn costs the same however many there are. */
export async function reconcileProjectOfTurn(core: Core, everyMs: number): Promise<void> {
  const projectId = await findProjectOfTurn(core.db, everyMs);
  if (projectId !== null) await reconcileProject(core, projectId);
}
