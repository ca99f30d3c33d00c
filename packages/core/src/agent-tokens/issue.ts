import { AppError } from '@overmind/contracts/errors';
import type { RunPayload } from '@overmind/db/queries/execution/runs';
import { putAgentToken } from '@overmind/db/queries/identity/agent-tokens';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { hashSecret, newSecret } from '../identity/secrets.ts';
import { write } from '../write.ts';
import { type Lease, lockHeldRun } from './held-run.ts';

/**
 * A token for the coding agent of a run that the calling runner holds. It holds for an hour, longer only by
 * `renewAgentToken`, and never longer than the attempt; a second one ends the first.
 */
export function issueAgentToken(
  core: Core,
  call: Call,
  lease: Lease,
): Promise<{ token: string; expires_at: string }> {
  const token = newSecret('oma');
  // The secret is never stored, so neither is a reply to repeat.
  return write(core, { ...call, idempotency: null }, async (w) => {
    const run = await lockHeldRun(w, lease);
    const { agent } = run.payload as unknown as RunPayload;
    if (run.executor !== 'acp' || agent.config.run_token === false)
      throw new AppError('rule_violated', 'The agent of this run is not to have a token.', {
        rule: 'run.agent_token',
      });
    const tokenHash = hashSecret(token);
    const leaseToken = Number(run.lease_token);
    const expires_at = await putAgentToken(w.tx, { runId: run.id, leaseToken, tokenHash });
    w.audit('run.agent_token.issued', run.id, run.project_id, { agent: agent.name });
    return { token, expires_at };
  });
}
