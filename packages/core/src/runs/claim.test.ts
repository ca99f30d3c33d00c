import { RunJob } from '@overmind/contracts/entities/run';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { updateAgent } from '../agents/change.ts';
import type { Call } from '../call.ts';
import { runCycles } from '../cycles/run.ts';
import { registerRunner, revokeRunner } from '../runners/register.ts';
import { cancelTask } from '../tasks/cancel.ts';
import { getTask } from '../tasks/read.ts';
import { updateTask } from '../tasks/update.ts';
import { type MadeProject, makeProject, makeRunner, makeTask, runnerCall } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { claimRuns } from './claim.ts';
import { claimOrWait } from './claim-or-wait.ts';
import { getRun } from './read.ts';

let on: TestCore;
let root: string;
let made: MadeProject;
let runner: Call;
let madeRoots = 0;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  madeRoots += 1;
  root = `/roots/${madeRoots}`;
  made = await makeProject(on.core, { repoPath: `${root}/shop` });
  runner = (await makeRunner(on.core, { roots: [root] })).call;
});

async function queue(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await makeTask(on.core, made);
  await runCycles(on.core, made.project.id);
}

describe('a claim', () => {
  it('gives a whole job under a lease, and brings its task into progress', async () => {
    await queue(1);
    const startedAt = Date.now();
    const [job] = await claimRuns(on.core, runner, 5);
    expect(RunJob.parse(job)).toEqual(job);
    expect(Date.parse(job?.lease_expires_at ?? '')).toBeGreaterThan(startedAt + 20_000);
    expect(await getRun(on.core, job?.run.id ?? '')).toMatchObject({ status: 'started', attempt: 1 });
    expect(await getTask(on.core, job?.task.id ?? '')).toMatchObject({
      status: 'in_progress',
      latest_run_id: job?.run.id,
    });
  });

  it('gives each run to one of many runners, and no more than each has room for', async () => {
    await queue(20);
    const runners = await Promise.all(
      Array.from({ length: 8 }, () => makeRunner(on.core, { roots: [root] })),
    );
    const claimed: string[] = [];
    for (let round = 0; round < 10 && claimed.length < 20; round += 1) {
      const all = await Promise.all(runners.map(({ call }) => claimRuns(on.core, call, 2)));
      for (const jobs of all) expect(jobs.length).toBeLessThanOrEqual(2);
      claimed.push(...all.flat().map((job) => job.run.id));
    }
    expect(claimed).toHaveLength(20);
    expect(new Set(claimed).size).toBe(20);
  });

  it('gives each lease another token, always a greater one', async () => {
    await queue(3);
    const tokens = (await claimRuns(on.core, runner, 3)).map((job) => Number(job.lease_token));
    expect(tokens).toEqual([...tokens].sort((one, other) => one - other));
    expect(new Set(tokens).size).toBe(3);
  });

  it.each([
    ['another folder', ['/elsewhere']],
    ['a folder whose name only begins alike', ['/roots/1']],
    ['a folder inside it', ['/roots/none/shop/inside']],
    ['nothing', []],
  ])('gives nothing to a runner that offers %s', async (_name, roots) => {
    made = await makeProject(on.core, { repoPath: '/roots/1000/shop' });
    await makeRunner(on.core, { roots: ['/roots/1000'] });
    await queue(1);
    const { call } = await makeRunner(on.core, { roots });
    expect(await claimRuns(on.core, call, 5)).toEqual([]);
  });

  it.each([['/'], ['/roots'], ['/roots/ten/shop'], ['/roots/ten/']])(
    'is served under the root %s',
    async (offered) => {
      made = await makeProject(on.core, { repoPath: '/roots/ten/shop' });
      await makeRunner(on.core, { roots: ['/roots/ten'] });
      await queue(1);
      const { call } = await makeRunner(on.core, { roots: [offered] });
      const repositories = (await claimRuns(on.core, call, 50)).map((job) => job.repo_path);
      expect(repositories).toContain('/roots/ten/shop');
    },
  );

  it('gives nothing to a runner that drains, was revoked or has no room, nor to a person', async () => {
    await queue(1);
    const draining = await makeRunner(on.core, { roots: [root], isDraining: true });
    const revoked = await makeRunner(on.core, { roots: [root] });
    await revokeRunner(on.core, made.owner, revoked.runner.id);
    for (const call of [draining.call, revoked.call, made.owner])
      expect(await claimRuns(on.core, call, 5)).toEqual([]);
    expect(await claimRuns(on.core, runner, 0)).toEqual([]);
    const { runner: fresh } = await registerRunner(on.core, made.owner, { name: `new ${root}`, labels: [] });
    expect(await claimRuns(on.core, runnerCall(fresh.id), 5)).toEqual([]);
    expect(await claimRuns(on.core, runner, 5)).toHaveLength(1);
  });

  it('gives the most urgent first', async () => {
    await queue(3);
    const { rows } = await on.database.pool.query(
      'select id from tasks where project_id = $1 order by number desc limit 1',
      [made.project.id],
    );
    await updateTask(on.core, made.owner, rows[0].id, { priority: 1 });
    expect((await claimRuns(on.core, runner, 1))[0]?.task.id).toBe(rows[0].id);
  });

  it('beside cancels and a disabled agent leaves every run either taken or ended', async () => {
    await queue(12);
    const { rows: tasks } = await on.database.pool.query('select id from tasks where project_id = $1', [
      made.project.id,
    ]);
    const results = await Promise.allSettled([
      ...tasks.map(({ id }) => cancelTask(on.core, made.owner, id, undefined)),
      ...Array.from({ length: 6 }, () => claimRuns(on.core, runner, 3)),
      updateAgent(on.core, made.owner, made.agent.id, { is_enabled: false }),
    ]);
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    const { rows: wrong } = await on.database.pool.query(
      `select r.status as run, t.status as task from agent_runs r join tasks t on t.id = r.task_id
       where r.project_id = $1 and not ((r.status = 'started') = (t.status = 'in_progress'))`,
      [made.project.id],
    );
    expect(wrong).toEqual([]);
  });
});

describe('a runner that waits for work', () => {
  it('is woken by it', async () => {
    // No time goes by for it: neither looks it again by itself, nor is its waiting over.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { signal } = new AbortController();
    const waiting = claimOrWait(on.core, runner, { capacity: 1, waitMs: 600_000, signal });
    await queue(1);
    expect(await waiting).toHaveLength(1);
  });

  it('goes with nothing when the time is over, or when it has gone itself', async () => {
    const { signal } = new AbortController();
    expect(await claimOrWait(on.core, runner, { capacity: 1, waitMs: 1, signal })).toEqual([]);
    const leaving = new AbortController();
    const waiting = claimOrWait(on.core, runner, { capacity: 1, waitMs: 20_000, signal: leaving.signal });
    leaving.abort();
    expect(await waiting).toEqual([]);
  });
});
