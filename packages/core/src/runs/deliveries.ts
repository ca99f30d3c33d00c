import { listDecisionsFor } from '@overmind/db/queries/execution/permissions';
import { listInputsFor } from '@overmind/db/queries/execution/run-inputs';
import { findRunRow } from '@overmind/db/queries/execution/runs';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { isHeldBy, staleLease } from './lease-check.ts';

/** What people decided of a run and said to it: for the runner that holds it, which has no socket to be told by. */
export async function readDeliveries(core: Core, call: Call, runId: string, leaseToken: string) {
  const run = await findRunRow(core.db, runId);
  if (run?.runner_id == null || !isHeldBy(call, run, leaseToken)) throw staleLease('nothing is told of it');
  const [decisions, inputs] = await Promise.all([
    listDecisionsFor(core.db, run.runner_id, { runId }),
    listInputsFor(core.db, run.runner_id, runId),
  ]);
  return {
    is_canceled: run.cancel_requested_at !== null,
    decisions: decisions.map(({ request_id, option_id, decided_by }) => ({
      ...{ request_id, option_id, decided_by },
    })),
    inputs: inputs.map(({ input_id, text, author }) => ({ input_id, text, author })),
  };
}
