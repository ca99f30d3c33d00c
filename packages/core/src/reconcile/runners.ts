import {
  findOnlineRunners,
  lockRunnerWatch,
  noteOnlineRunners,
} from '@overmind/db/queries/execution/reconcile';
import { topics } from '../bus/bus.ts';
import type { Core } from '../core.ts';
import { requestCyclesForWaitingWork } from '../cycles/request.ts';

/** A runner that is silent for longer is stale. */
const freshMs = 30_000;

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index]);

/**
 * Runners fall silent and speak again without an event. Once they did, whatever waits is planned again, so that
 * its reason is true. What was acted on is noted last: after a crash the next worker acts on it again.
 */
export async function followRunners(core: Core): Promise<void> {
  const seen = await findOnlineRunners(core.db, freshMs);
  if (isSame(seen.online, seen.noted)) return;
  await core.db.transaction().execute(async (tx) => {
    if (!(await lockRunnerWatch(tx))) return;
    const { online, noted } = await findOnlineRunners(tx, freshMs);
    if (isSame(online, noted)) return;
    await requestCyclesForWaitingWork(core);
    await noteOnlineRunners(tx, online);
    const changed = [...online, ...noted].filter((id) => online.includes(id) !== noted.includes(id));
    for (const id of changed) core.bus.publish(topics.runners, id);
  });
}
