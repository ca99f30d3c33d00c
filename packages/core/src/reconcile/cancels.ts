import { listOverdueCancels } from '@overmind/db/queries/execution/reconcile';
import { systemCall } from '../call.ts';
import type { Core } from '../core.ts';
import { lockRunWithTask, settleRun } from '../runs/settle.ts';
import { write } from '../write.ts';
import { mendEach } from './each.ts';
import { fence } from './fence.ts';
import { tellOfMending } from './tell.ts';

/** A runner asks, waits ten seconds, kills; a cancel is final 15 seconds after it was asked for. */
const graceMs = 13_000;
const maxAtOnce = 50;

async function endCancel(core: Core, runId: string): Promise<void> {
  await write(core, systemCall, async (w) => {
    const { run, task } = await lockRunWithTask(w, runId);
    const isDue = run.finished_at === null && run.cancel_requested_at !== null;
    if (!isDue || task.status !== 'in_progress') return;
    await settleRun(w, await fence(w, run), task, { status: 'canceled', reason: 'canceled', detail: null });
    const found = `The runner of run ${run.attempt} did not say that it stopped it.`;
    await tellOfMending(core, w, task, { found, did: 'The run was ended as canceled without it.', runId });
  });
}

/** Ends canceled runs whose runner did not, so that a cancel is final in time. */
export async function endOverdueCancels(core: Core): Promise<void> {
  await mendEach(core, await listOverdueCancels(core.db, graceMs, maxAtOnce), endCancel);
}
