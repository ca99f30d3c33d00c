import { deleteAgentToken } from '@overmind/db/queries/identity/agent-tokens';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
import { type Lease, lockHeldRun } from './held-run.ts';

/** The agent has ended, and its run goes on to the checks: nobody is to have its token any more. */
export const endAgentToken = (core: Core, call: Call, lease: Lease): Promise<void> =>
  write(core, { ...call, idempotency: null }, async (w) => {
    const run = await lockHeldRun(w, lease);
    await deleteAgentToken(w.tx, run.id);
  });
