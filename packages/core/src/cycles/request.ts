import type { CycleMode, CycleTrigger } from '@overmind/contracts/entities/cycle';
import { listDueProjects, listProjectsWithQueuedTasks } from '@overmind/db/queries/work/candidates';
import { enqueueCycle, listProjectsWaitingForRunner } from '@overmind/db/queries/work/cycles';
import { type Call, systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';

/** The cycle that will see what this transaction writes: one that waits already, or a new one. */
async function joinCycle(
  w: Write,
  projectId: string,
  trigger: CycleTrigger,
  mode: CycleMode,
): Promise<string> {
  const cycle = await enqueueCycle(w.tx, projectId, trigger, mode);
  if (cycle.isNew) await w.enqueue('cycle.run', { project_id: projectId });
  return cycle.id;
}

/**
 * Asks for a cycle over what this transaction writes, as the last thing in it: who holds the waiting cycle's row and
 * then locks another task may wait for one who holds that task and asks for a cycle.
 */
export function requestCycle(
  w: Write,
  projectId: string,
  trigger: CycleTrigger,
  mode: CycleMode = 'incremental',
): void {
  w.lastly(() => joinCycle(w, projectId, trigger, mode));
}

/** As many projects as a run that ends wakes. */
const maxWoken = 50;

/** A place on a runner is free: the projects that wait for one are asked in one order by all, so that none waits for another. */
export function requestCyclesForFreeRunner(w: Write): void {
  w.lastly(async () => {
    const waiting = await listProjectsWaitingForRunner(w.tx, maxWoken);
    for (const projectId of waiting.sort()) await joinCycle(w, projectId, 'run_finished', 'incremental');
  });
}

export const runOrchestrator = (core: Core, call: Call, projectId: string, mode: CycleMode) =>
  write(core, call, async (w) => {
    w.audit('cycle.requested', projectId, projectId, { mode });
    return { accepted: true, cycle_id: await joinCycle(w, projectId, 'button', mode) };
  });

export const requestDueCycle = (core: Core, projectId: string): Promise<string> =>
  write(core, systemCall, (w) => joinCycle(w, projectId, 'timer', 'incremental'));

const maxProjects = 500;

/** A runner came or changed: whatever waits for one is looked at again. */
export async function requestCyclesForWaitingWork(core: Core): Promise<void> {
  for (const projectId of await listProjectsWithQueuedTasks(core.db, maxProjects)) {
    await requestDueCycle(core, projectId);
  }
}

/** Asks for a cycle where something is due that no wake-up came for: a passed time, a note to look again, a request. */
export async function requestOverdueCycles(core: Core): Promise<void> {
  for (const projectId of await listDueProjects(core.db, maxProjects)) {
    await requestDueCycle(core, projectId);
  }
}
