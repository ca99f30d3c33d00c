import { listQueuedLocalCoders } from '@overmind/db/queries/execution/claims';
import type { RunPayload } from '@overmind/db/queries/execution/runs';
import { whyNotStarted } from '@overmind/domain/agents/reach';
import type { Write } from '../write.ts';
import { withPrivacy } from './job-privacy.ts';
import type { KeptRun } from './kept-run.ts';

/** Queued runs of coding agents that could take elsewhere what is to stay on the machine. */
export async function findRunsThatLeak(w: Write): Promise<KeptRun[]> {
  const kept: KeptRun[] = [];
  for (const run of await listQueuedLocalCoders(w.tx)) {
    const { agent } = run.payload as unknown as RunPayload;
    const held = await withPrivacy(w.tx, run, { agent, reviewers: [] });
    const reason = whyNotStarted(held.agent.config, held.model_privacy);
    if (reason !== null) kept.push({ run, reason });
  }
  return kept;
}
