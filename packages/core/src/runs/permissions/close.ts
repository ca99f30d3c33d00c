import { listForsakenPermissions, lockPermission } from '@overmind/db/queries/execution/permissions';
import { type Call, systemCall } from '../../call.ts';
import type { Core } from '../../core.ts';
import { mendEach } from '../../reconcile/each.ts';
import { write } from '../../write.ts';
import { requireLease } from '../complete.ts';
import { lockRunWithTask } from '../settle.ts';
import { endPermission, withdrawal } from './end.ts';
import { settlePermission } from './settle.ts';

/** The runner says that nobody answered in time, or that its agent does not ask any more. Said again it changes nothing. */
export async function closePermission(
  core: Core,
  call: Call,
  input: { runId: string; leaseToken: string; requestId: string; outcome: 'expired' | 'withdrawn' },
): Promise<void> {
  await write(core, call, async (w) => {
    const { run, task } = await lockRunWithTask(w, input.runId);
    requireLease(w, run, input.leaseToken);
    const permission = await lockPermission(w.tx, input.requestId);
    if (permission?.run_id !== run.id || permission.status !== 'pending') return;
    await settlePermission(w, { run, task, permission }, { ...withdrawal, status: input.outcome });
  });
}

const maxAtOnce = 100;

async function withdrawForsaken(core: Core, id: string): Promise<void> {
  await write(core, systemCall, async (w) => {
    const permission = await lockPermission(w.tx, id);
    if (permission?.status === 'pending') await endPermission(w, permission, withdrawal);
  });
}

/** Withdraws what runs still ask for that are over, whatever ended them. */
export async function withdrawForsakenPermissions(core: Core): Promise<void> {
  await mendEach(core, await listForsakenPermissions(core.db, maxAtOnce), withdrawForsaken);
}
