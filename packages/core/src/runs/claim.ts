import { RunJob } from '@overmind/contracts/entities/run';
import { iso } from '@overmind/db/database';
import { lockClaimableRuns, nextLeaseToken } from '@overmind/db/queries/execution/claims';
import { type RunPayload, updateRunRow } from '@overmind/db/queries/execution/runs';
import { sql } from 'kysely';
import { resolveReviewers } from '../agents/reviewers.ts';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { withWords } from '../prompts/for-runs.ts';
import { moveTask } from '../tasks/move.ts';
import { type Write, write } from '../write.ts';
import { emitRun } from './end.ts';
import { withPrivacy } from './job-privacy.ts';
import { findRunsKeptBack, tellWhyKeptBack } from './kept-back.ts';
import { withKnownModels } from './known-models.ts';
import { lockRunWithTask } from './settle.ts';

async function claimOne(core: Core, w: Write, runnerId: string, runId: string): Promise<RunJob> {
  const { run, task } = await lockRunWithTask(w, runId);
  const token = await nextLeaseToken(w.tx);
  const started = await updateRunRow(w.tx, run.id, {
    status: 'started',
    runner_id: runnerId,
    lease_token: token,
    lease_expires_at: sql<Date>`clock_timestamp() + ${core.settings.leaseMs} * interval '1 millisecond'`,
    started_at: sql<Date>`clock_timestamp()`,
  });
  emitRun(w, 'agent.run.started', started);
  await moveTask(w, task, 'in_progress', { reason: null, payload: { run_id: run.id, attempt: run.attempt } });
  const payload = started.payload as unknown as RunPayload;
  const { agent } = payload;
  const reviewers = await resolveReviewers(w.tx, run.project_id, agent.name, payload.reviewers);
  return RunJob.parse({
    ...payload,
    ...(await withPrivacy(w.tx, started, { agent, reviewers })),
    lease_token: String(token),
    lease_expires_at: iso(started.lease_expires_at ?? new Date()),
  });
}

/** Gives a runner up to `capacity` of the runs that wait for its repositories, each under a fresh lease. */
export async function claimRuns(core: Core, call: Call, capacity: number): Promise<RunJob[]> {
  const { actor } = call;
  if (actor.kind !== 'runner' || capacity < 1) return [];
  const jobs = await write(core, { ...call, idempotency: null }, async (w) => {
    const jobs: RunJob[] = [];
    const kept = await findRunsKeptBack(w);
    const keptIds = kept.map(({ run }) => run.id);
    for (const id of await lockClaimableRuns(w.tx, actor.runnerId, capacity, keptIds)) {
      jobs.push(await claimOne(core, w, actor.runnerId, id));
    }
    await tellWhyKeptBack(w, kept);
    return withWords(w, jobs);
  });
  return withKnownModels(core, jobs);
}
