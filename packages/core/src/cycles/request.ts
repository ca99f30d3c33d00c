import type { CycleMode, CycleTrigger } from '@overmind/contracts/entities/cycle';
import { enqueueCycle } from '@overmind/db/queries/work/cycles';
import { listProjectsWithQueuedTasks } from '@overmind/db/queries/work/tasks';
import { type Call, systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';

/** Asks for a cycle over what this transaction writes; one that already waits will see it. */
export async function requestCycle(
  w: Write,
  projectId: string,
  trigger: CycleTrigger,
  mode: CycleMode = 'incremental',
): Promise<string> {
  const cycle = await enqueueCycle(w.tx, projectId, trigger, mode);
  if (cycle.isNew) await w.enqueue('cycle.run', { project_id: projectId });
  return cycle.id;
}

export const runOrchestrator = (core: Core, call: Call, projectId: string, mode: CycleMode) =>
  write(core, call, async (w) => {
    w.audit('cycle.requested', projectId, projectId, { mode });
    return { accepted: true, cycle_id: await requestCycle(w, projectId, 'button', mode) };
  });

export const requestDueCycle = (core: Core, projectId: string): Promise<string> =>
  write(core, systemCall, (w) => requestCycle(w, projectId, 'timer'));

const maxProjects = 500;

/** A runner came or changed: whatever waits for one is looked at again. */
export async function requestCyclesForWaitingWork(core: Core): Promise<void> {
  for (const projectId of await listProjectsWithQueuedTasks(core.db, maxProjects)) {
    await requestDueCycle(core, projectId);
  }
}
