import {
  beatWorkers,
  listCanceledRuns,
  listLeasedRuns,
  listMissingRuns,
  lockExpiredRuns,
  renewLeases,
} from '@overmind/db/queries/execution/leases';
import { findRunRow } from '@overmind/db/queries/execution/runs';
import { type Call, systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
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

async function lose(
  core: Core,
  call: Call,
  runId: string,
  detail: string,
  isStillLost: () => Promise<boolean>,
): Promise<void> {
  await write(core, call, async (w) => {
    const { run, task } = await lockRunWithTask(w, runId);
    if (run.finished_at !== null || !(await isStillLost())) return;
    await settleRun(w, run, task, { status: 'failed', reason: 'lost', detail });
  });
}

/** A runner says which runs it has; those it was given and does not have are lost, there and then. */
export async function loseMissingRuns(
  core: Core,
  call: Call,
  runnerId: string,
  present: readonly string[],
): Promise<void> {
  for (const id of await listMissingRuns(core.db, runnerId, present)) {
    await lose(core, call, id, 'The runner restarted without it.', () => Promise.resolve(true));
  }
}

/** A revoked runner's runs are nobody's. */
export async function loseRunsOf(core: Core, call: Call, runnerId: string): Promise<void> {
  for (const id of await listLeasedRuns(core.db, runnerId)) {
    await lose(core, call, id, 'Its runner was revoked.', () => Promise.resolve(true));
  }
}

const maxAtOnce = 50;
const outageMs = 15_000;

/** Ends the runs whose lease ran out. An outage of the workers themselves first gives leases a fresh term. */
export async function reapExpiredRuns(core: Core): Promise<number> {
  await beatWorkers(core.db, outageMs, core.settings.leaseMs);
  const ids = await core.db.transaction().execute((tx) => lockExpiredRuns(tx, maxAtOnce));
  for (const id of ids) {
    const isStillLost = async () => {
      const run = await findRunRow(core.db, id);
      return (
        run?.lease_expires_at != null &&
        run.lease_expires_at.getTime() < Date.now() + core.settings.leaseMs / 2
      );
    };
    await lose(core, systemCall, id, 'Its runner was not heard of for too long.', isStillLost);
  }
  return ids.length;
}
