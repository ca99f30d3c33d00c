import type { SandboxLevel } from '@overmind/contracts/entities/run';
import type { DetectedAgent, Runner } from '@overmind/contracts/entities/runner';
import { toJson } from '@overmind/db/database';
import { findRunner, markRunnerTurnedAway, updateRunnerRow } from '@overmind/db/queries/execution/runners';
import type { ChangeOf } from '@overmind/db/schema';
import { sql } from 'kysely';
import { topics } from '../bus/bus.ts';
import type { Core } from '../core.ts';
import { requestCyclesForWaitingWork } from '../cycles/request.ts';

interface Offer {
  version?: string | undefined;
  platform?: string | undefined;
  labels?: string[] | undefined;
  capacity?: number | undefined;
  allowed_roots?: string[] | undefined;
  sandbox?: SandboxLevel | undefined;
  agents?: DetectedAgent[] | undefined;
}

const beat = {
  last_heartbeat_at: sql<Date>`clock_timestamp()`,
  disconnected_at: null,
  is_turned_away: false,
} satisfies ChangeOf<'runners'>;

/** With how many runs of one project it has, or of all for null. */
export const findConnectedRunner = (
  core: Core,
  runnerId: string,
  onlyProject: string | null,
): Promise<Runner | null> => findRunner(core.db, runnerId, onlyProject);

/** A runner is there, or offers something else than before: work that waits for it is looked at again. */
export async function noteOffer(core: Core, runnerId: string, offer: Offer): Promise<Runner | null> {
  const { agents, labels, ...rest } = offer;
  const offered = { ...rest, own_labels: labels };
  const said = Object.fromEntries(Object.entries(offered).filter(([, value]) => value !== undefined));
  const known = agents === undefined ? {} : { agents: toJson(agents) };
  const runner = await updateRunnerRow(core.db, runnerId, { ...said, ...known, ...beat });
  core.bus.publish(topics.runners, runnerId);
  await requestCyclesForWaitingWork(core);
  return runner;
}

/** A runner of another protocol was turned away: it is not there, and is shown as one to be updated. */
export async function noteTurnedAway(core: Core, runnerId: string, version: string): Promise<void> {
  await markRunnerTurnedAway(core.db, runnerId, version);
  core.bus.publish(topics.runners, runnerId);
}

export async function noteHeartbeat(core: Core, runnerId: string): Promise<void> {
  await updateRunnerRow(core.db, runnerId, beat);
}

export async function noteDisconnect(core: Core, runnerId: string): Promise<void> {
  await updateRunnerRow(core.db, runnerId, { disconnected_at: sql<Date>`clock_timestamp()` });
  core.bus.publish(topics.runners, runnerId);
}
