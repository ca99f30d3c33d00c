import { lockRun, type RunRow } from '@overmind/db/queries/execution/runs';
import { isHeldBy, staleLease } from '../runs/lease-check.ts';
import type { Write } from '../write.ts';

export interface Lease {
  runId: string;
  leaseToken: string;
}

/** The run, locked, of which the caller is the runner that holds it. Throws `stale_lease` for any other, an unknown one too. */
export async function lockHeldRun(w: Write, { runId, leaseToken }: Lease): Promise<RunRow> {
  const run = await lockRun(w.tx, runId);
  if (!run || !isHeldBy(w.call, run, leaseToken)) throw staleLease('nothing was changed');
  return run;
}
