import { settleRunInput, toRunInput } from '@overmind/db/queries/execution/run-inputs';
import type { Call } from '../../call.ts';
import type { Core } from '../../core.ts';
import { write } from '../../write.ts';
import { requireLease } from '../complete.ts';
import { lockRunWithTask } from '../settle.ts';

/** The runner gave a person's words to its agent, or says why it could not. Said again it changes nothing. */
export async function takeInput(
  core: Core,
  call: Call,
  taken: { runId: string; leaseToken: string; inputId: string; refusal: string | null },
): Promise<void> {
  await write(core, call, async (w) => {
    const { run } = await lockRunWithTask(w, taken.runId);
    requireLease(w, run, taken.leaseToken);
    const status = taken.refusal === null ? 'delivered' : 'refused';
    const row = await settleRunInput(w.tx, run.id, taken.inputId, { status, detail: taken.refusal });
    if (row) w.emit(run.project_id, 'agent.run.input.changed', row.id, toRunInput(row));
  });
}
