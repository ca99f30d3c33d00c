import type { RunJob } from '@overmind/contracts/entities/run';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { runCycles } from '../cycles/run.ts';
import { revokeRunner } from '../runners/register.ts';
import { cancelTask } from '../tasks/cancel.ts';
import { getTask } from '../tasks/read.ts';
import {
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  postponeRetry,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { claimRuns } from './claim.ts';
import { releaseRun } from './complete.ts';
import { loseMissingRuns, noteApiAlive, reapExpiredRuns, renew } from './leases.ts';
import { getRun } from './read.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
let runnerId: string;
let job: RunJob;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  await noteApiAlive(on.core);
  // Those of earlier tests do not run out in this one.
  await sql(
    `update agent_runs set lease_expires_at = clock_timestamp() + interval '1 hour' where lease_expires_at is not null`,
  );
  made = await makeProject(on.core, { repoPath: `/roots/${Math.random()}` });
  const there = await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] });
  [runner, runnerId] = [there.call, there.runner.id];
  await makeTask(on.core, made);
  job = await start();
});

async function start(): Promise<RunJob> {
  const [started] = await startRuns(on.core, made, runner, 1);
  if (!started) throw new Error('nothing was claimed');
  return started;
}

const leaseOf = (each: RunJob) => ({ run_id: each.run.id, lease_token: each.lease_token });
const sql = (text: string, values: unknown[] = []) => on.database.pool.query(text, values);
const expire = (each: RunJob, ago = '1 millisecond') =>
  sql('update agent_runs set lease_expires_at = clock_timestamp() - $2::interval where id = $1', [
    each.run.id,
    ago,
  ]);
const statusOf = async (each: RunJob) => (await getTask(on.core, each.task.id)).status;

/** As if the time that a retry waits for had come. */
const skipBackoff = () => sql('update tasks set not_before = null where project_id = $1', [made.project.id]);

describe('a lease', () => {
  it('lasts as long as it was promised, from now on, by the clock of the database', async () => {
    await expire(job, '-1 second');
    const [renewed] = await renew(on.core, runnerId, [leaseOf(job)]);
    expect(renewed).toMatchObject({ is_valid: true, is_canceled: false });
    const { rows } = await sql(
      'select extract(epoch from lease_expires_at - clock_timestamp())::float8 as left from agent_runs where id = $1',
      [job.run.id],
    );
    expect(rows[0].left).toBeGreaterThan(15);
    expect(rows[0].left).toBeLessThanOrEqual(30);
  });

  it('is renewed for its holder only, and only under its own token', async () => {
    const stranger = await makeRunner(on.core);
    const wrong = { ...leaseOf(job), lease_token: String(Number(job.lease_token) + 1) };
    const { rows: before } = await sql('select lease_expires_at from agent_runs where id = $1', [job.run.id]);
    for (const [holder, lease] of [
      [stranger.runner.id, leaseOf(job)],
      [runnerId, wrong],
      [runnerId, { ...wrong, lease_token: `0${job.lease_token}` }],
      [runnerId, { ...wrong, lease_token: 'x' }],
    ] as const)
      expect(await renew(on.core, holder, [lease])).toEqual([
        { ...lease, is_valid: false, is_canceled: false, lease_expires_at: null },
      ]);
    expect((await sql('select lease_expires_at from agent_runs where id = $1', [job.run.id])).rows).toEqual(
      before,
    );
  });

  it('is not renewed once the run has ended', async () => {
    await finish(on.core, runner, job);
    expect(await renew(on.core, runnerId, [leaseOf(job)])).toMatchObject([{ is_valid: false }]);
  });

  it('tells its holder of a cancel', async () => {
    await cancelTask(on.core, made.owner, job.task.id, undefined);
    expect(await renew(on.core, runnerId, [leaseOf(job)])).toMatchObject([
      { is_valid: true, is_canceled: true },
    ]);
  });

  it('that has not run out keeps its run, however the clock of this process goes', async () => {
    expect(await reapExpiredRuns(on.core)).toBe(0);
    expect(await statusOf(job)).toBe('in_progress');
  });
});

describe('a run whose lease ran out', () => {
  it('is lost once, by however many workers, and its task is queued again under a greater token', async () => {
    await expire(job);
    await Promise.all(Array.from({ length: 4 }, () => reapExpiredRuns(on.core)));
    expect(await getRun(on.core, job.run.id)).toMatchObject({ status: 'failed', reason: 'lost' });
    expect(await statusOf(job)).toBe('queued');
    const next = await start();
    expect(next.run).toMatchObject({ attempt: 2 });
    expect(Number(next.lease_token)).toBeGreaterThan(Number(job.lease_token));
  });

  it('stays with its runner when that renews it in time', async () => {
    await expire(job);
    await Promise.all([renew(on.core, runnerId, [leaseOf(job)]), reapExpiredRuns(on.core)]);
    const run = await getRun(on.core, job.run.id);
    const [{ is_valid } = { is_valid: false }] = await renew(on.core, runnerId, [leaseOf(job)]);
    expect(is_valid).toBe(run.finished_at === null);
  });

  it('is kept while no node takes heartbeats, and gets a fresh term from the first that does', async () => {
    await expire(job);
    await sql(`update installation set apis_alive_at = clock_timestamp() - interval '10 minutes'`);
    expect(await reapExpiredRuns(on.core)).toBe(0);
    await noteApiAlive(on.core);
    expect(await reapExpiredRuns(on.core)).toBe(0);
    expect(await renew(on.core, runnerId, [leaseOf(job)])).toMatchObject([{ is_valid: true }]);
    await expire(job);
    expect(await reapExpiredRuns(on.core)).toBe(1);
  });

  it('holds up no other when it cannot be ended', async () => {
    await expire(job, '1 minute');
    const other = await makeProject(on.core, { repoPath: made.project.default_repo_path ?? '' });
    await makeTask(on.core, other);
    const [second] = await startRuns(on.core, other, runner);
    if (second) await expire(second);
    const setConcurrency = (value: unknown) =>
      sql('update projects set settings = $2 where id = $1', [
        made.project.id,
        JSON.stringify({ concurrency: value }),
      ]);
    await setConcurrency('no number');
    await reapExpiredRuns(on.core);
    expect(await getRun(on.core, second?.run.id ?? '')).toMatchObject({ reason: 'lost' });
    expect(await getRun(on.core, job.run.id)).toMatchObject({ status: 'started' });
    await setConcurrency(4);
    await reapExpiredRuns(on.core);
    expect(await getRun(on.core, job.run.id)).toMatchObject({ reason: 'lost' });
  });

  it('fails its task with what to do after the third loss', async () => {
    for (let loss = 1; loss <= 3; loss += 1) {
      await expire(job);
      await reapExpiredRuns(on.core);
      if (loss === 3) break;
      expect(await statusOf(job)).toBe('queued');
      await skipBackoff();
      job = await start();
    }
    expect(await getTask(on.core, job.task.id)).toMatchObject({
      status: 'failed',
      status_reason: expect.stringMatching(/three times.*then retry/),
    });
  });

  it('that was to be canceled is canceled, not queued again', async () => {
    await cancelTask(on.core, made.owner, job.task.id, undefined);
    await expire(job);
    await reapExpiredRuns(on.core);
    expect(await getRun(on.core, job.run.id)).toMatchObject({ status: 'canceled' });
    expect(await statusOf(job)).toBe('canceled');
  });
});

describe('a run is lost there and then', () => {
  it('when its runner comes back without it', async () => {
    await loseMissingRuns(on.core, runner, runnerId, [job.run.id]);
    expect(await statusOf(job)).toBe('in_progress');
    await loseMissingRuns(on.core, runner, runnerId, []);
    expect(await getRun(on.core, job.run.id)).toMatchObject({ reason: 'lost' });
    expect(await statusOf(job)).toBe('queued');
  });

  it('when its runner is revoked', async () => {
    await revokeRunner(on.core, made.owner, runnerId);
    expect(await getRun(on.core, job.run.id)).toMatchObject({ reason: 'lost' });
    expect(await claimRuns(on.core, runner, 5)).toEqual([]);
  });
});

describe('a run that is handed back', () => {
  it('is queued again at once the first time, and waits the second', async () => {
    await releaseRun(on.core, runner, {
      runId: job.run.id,
      leaseToken: job.lease_token,
      detail: 'It shuts down.',
    });
    expect(await getRun(on.core, job.run.id)).toMatchObject({
      status: 'failed',
      reason: 'released',
      status_detail: expect.stringContaining('It shuts down'),
    });
    job = await start();
    await releaseRun(on.core, runner, { runId: job.run.id, leaseToken: job.lease_token, detail: 'Again.' });
    await postponeRetry(on.core, job.task.id);
    await runCycles(on.core, made.project.id);
    expect((await getTask(on.core, job.task.id)).status_reason).toMatch(/retries at/);
  });
});
