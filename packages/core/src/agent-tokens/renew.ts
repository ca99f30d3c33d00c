import { AppError } from '@overmind/contracts/errors';
import { extendAgentToken } from '@overmind/db/queries/identity/agent-tokens';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { write } from '../write.ts';
import { type Lease, lockHeldRun } from './held-run.ts';

/** The agent goes on working: its token, which it was started with, holds for an hour from now. */
export const renewAgentToken = (core: Core, call: Call, lease: Lease): Promise<{ expires_at: string }> =>
  write(core, { ...call, idempotency: null }, async (w) => {
    const run = await lockHeldRun(w, lease);
    const expires_at = await extendAgentToken(w.tx, run.id);
    if (expires_at === null) throw new AppError('not_found', 'The agent of this run has no token.');
    return { expires_at };
  });
