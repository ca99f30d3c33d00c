import {
  beatApi,
  isLeaseExpired,
  listCanceledRuns,
  listExpiredRuns,
  listLeasedRuns,
  listMissingRuns,
  renewLeases,
} from '@overmind/db/queries/execution/leases';
import { type Call, systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { lockRunWithTask, settleRun } from './settle.ts';

type Lease = { run_id: string; lease_token: string };

export interface RenewedLease extends Lease {
  is_valid: boolean;
  is_canceled: boolean;
  lease_expires_at: string | null;
}

/** A heartbeat: which of these runs the runner still holds. */
export async function renew(core: Core, runnerId: string, leases: readonly Lease[]): Promise<RenewedLease[]> {
  const held = new Map(
    (await renewLeases(core.db, runnerId, leases, core.settings.leaseMs)).map((row) => [row.id, row]),
  );
  return leases.map((lease) => {
    const row = held.get(lease.run_id);
    return {
      ...lease,
      is_valid: row !== undefined,
      is_canceled: row?.is_canceled ?? false,
      lease_expires_at: row?.lease_expires_at ?? null,
    };
  });
}

export const listRunsToCancel = (core: Core, runnerId: string): Promise<string[]> =>
  listCanceledRuns(core.db, runnerId);

interface Lost {
  detail: string;
  /** Looked at again once the run is locked. */
  isLost: (w: Write) => Promise<boolean>;
}

async function lose(core: Core, call: Call, runId: string, { detail, isLost }: Lost): Promise<void> {
  await write(core, call, async (w) => {
    const { run, task } = await lockRunWithTask(w, runId);
    if (run.finished_at !== null || !(await isLost(w))) return;
    await settleRun(w, run, task, { status: 'failed', reason: 'lost', detail });
  });
}

const surely = (): Promise<boolean> => Promise.resolve(true);

/** A runner says which runs it has; those it was given and does not have are lost, there and then. */
export async function loseMissingRuns(
  core: Core,
  call: Call,
  runnerId: string,
  present: readonly string[],
): Promise<void> {
  for (const id of await listMissingRuns(core.db, runnerId, present)) {
    await lose(core, call, id, { detail: 'The runner restarted without it.', isLost: surely });
  }
}

/** A revoked runner's runs are nobody's. */
export async function loseRunsOf(core: Core, call: Call, runnerId: string): Promise<void> {
  for (const id of await listLeasedRuns(core.db, runnerId)) {
    await lose(core, call, id, { detail: 'Its runner was revoked.', isLost: surely });
  }
}

const maxAtOnce = 50;
/** Nodes beat every second, so that a shorter silence is no outage. */
const minOutageMs = 3_000;
const outageMsOf = ({ settings }: Core): number => Math.max(settings.leaseMs / 2, minOutageMs);

/** Says that this node takes heartbeats; the first to do so after an outage gives live leases a fresh term. */
export const noteApiAlive = (core: Core): Promise<void> =>
  beatApi(core.db, outageMsOf(core), core.settings.leaseMs);

/** Ends the runs whose lease ran out, unless there was no node that could have renewed it. */
export async function reapExpiredRuns(core: Core): Promise<number> {
  const ids = await listExpiredRuns(core.db, outageMsOf(core), maxAtOnce);
  for (const id of ids) {
    const isLost = (w: Write) => isLeaseExpired(w.tx, id);
    const lost = { detail: 'Its runner was not heard of for too long.', isLost };
    // One that cannot be ended keeps no other from its end.
    await lose(core, systemCall, id, lost).catch((error: unknown) =>
      core.log.error({ err: error, run_id: id }, 'a run whose lease ran out could not be ended'),
    );
  }
  return ids.length;
}
