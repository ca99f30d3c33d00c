import type { Runner } from '@overmind/contracts/entities/runner';
import { findRunner, updateRunnerRow } from '@overmind/db/queries/execution/runners';
import type { ChangeOf } from '@overmind/db/schema';
import { sql } from 'kysely';
import { topics } from '../bus/bus.ts';
import type { Core } from '../core.ts';
import { requestCyclesForWaitingWork } from '../cycles/request.ts';

type Offer = Partial<{
  version: string;
  platform: string;
  labels: string[];
  capacity: number;
  allowed_roots: string[];
}>;

const beat = {
  last_heartbeat_at: sql<Date>`clock_timestamp()`,
  disconnected_at: null,
} satisfies ChangeOf<'runners'>;

export const findConnectedRunner = (core: Core, runnerId: string): Promise<Runner | null> =>
  findRunner(core.db, runnerId);

/** A runner is there, or offers something else than before: work that waits for it is looked at again. */
export async function noteOffer(core: Core, runnerId: string, offer: Offer): Promise<Runner | null> {
  const runner = await updateRunnerRow(core.db, runnerId, { ...offer, ...beat });
  core.bus.publish(topics.runners, runnerId);
  await requestCyclesForWaitingWork(core);
  return runner;
}

export async function noteHeartbeat(core: Core, runnerId: string): Promise<void> {
  await updateRunnerRow(core.db, runnerId, beat);
}

export async function noteDisconnect(core: Core, runnerId: string): Promise<void> {
  await updateRunnerRow(core.db, runnerId, { disconnected_at: sql<Date>`clock_timestamp()` });
  core.bus.publish(topics.runners, runnerId);
}
