import { ProjectBudgets } from '@overmind/contracts/entities/budget';
import type { RunModelUse } from '@overmind/contracts/entities/model-call';
import type { RunJob } from '@overmind/contracts/entities/run';
import type { RunModelCall } from '@overmind/contracts/routes/runner-model-calls';
import { newId } from '@overmind/db/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { listProjectBudgets } from '../model-calls/budgets.ts';
import { makeCall, readWholeCalls } from '../model-calls/test-support/calls.ts';
import { emptyGateway } from '../models/test-support/gateway.ts';
import { updateProject } from '../projects/update.ts';
import {
  finish,
  type MadeProject,
  makeAgent,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
  success,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { releaseRun } from './complete.ts';
import { loseMissingRuns, noteApiAlive, reapExpiredRuns } from './leases.ts';
import { enterRunCall, holdForRunCall } from './model-calls.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
let runnerId: string;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

const model = {
  ...{ executor: 'model' as const, commands: [], concurrency: 20 },
  model_policy: { privacy: 'any' as const, prefer: ['openai/gpt-large'] },
};

beforeEach(async () => {
  await emptyGateway(on);
  made = await makeProject(on.core, { repoPath: `/roots/${newId()}`, agent: model });
  await setBudgets({ project: { soft_micros: null, hard_micros: 400 } });
  const known = await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] });
  runner = known.call;
  runnerId = known.call.actor.kind === 'runner' ? known.call.actor.runnerId : '';
});

const setBudgets = (budgets: object) =>
  updateProject(on.core, made.owner, made.project.id, {
    settings: { concurrency: 20, budgets: ProjectBudgets.parse(budgets) },
  });

async function start(): Promise<RunJob> {
  await makeTask(on.core, made);
  const [job] = await startRuns(on.core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  return job;
}

const of = (job: RunJob, callId = newId()) => ({
  ...{ runId: job.run.id, leaseToken: job.lease_token, callId, startedAt: null },
});
const hold = (job: RunJob, micros: number | null = 100, callId = newId(), takenMicros = 0) =>
  holdForRunCall(on.core, runner, { ...of(job, callId), micros, takenMicros });
function callOf(cost_micros: number): RunModelCall {
  const { id: _id, scope: _scope, started_at: _at, ...call } = makeCall({}, { cost_micros });
  return call;
}
const enter = (job: RunJob, cost: number, callId = newId(), reviewer: string | null = null) =>
  enterRunCall(on.core, runner, { ...of(job, callId), reviewer, call: callOf(cost) });
const useOf = (cost_micros: number): RunModelUse => ({
  ...{ reviewer: null, model: 'openai/gpt-large', calls: 1, latency_ms: 9 },
  ...{ status: 'ok', reason: null, is_local: false, privacy: 'any', complexity: 'low' },
  ...{ input_tokens: 1, output_tokens: 1, cached_tokens: 0, cost_micros, cost_source: 'reported' },
});
const budget = async () => {
  const found = (await listProjectBudgets(on.core, made.project.id)).find(({ kind }) => kind === 'project');
  return { held: found?.held_micros, spent: found?.spent_micros };
};
const calls = () => readWholeCalls(on.core, made.project.id);

describe('what a call of a runner may take', () => {
  it('is set aside before it begins, so that runs at once never break a hard limit together', async () => {
    const jobs = [await start(), await start()];
    const asked = await Promise.all(jobs.flatMap((job) => Array.from({ length: 10 }, () => hold(job))));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(4);
    for (const answer of asked)
      if (!answer.ok)
        expect(answer).toEqual({
          ok: false,
          is_held: true,
          detail: expect.stringContaining('would be broken'),
        });
    expect(await budget()).toEqual({ held: 400, spent: 0 });
  });

  it('makes room for others once it is known what it took', async () => {
    const job = await start();
    const id = newId();
    await hold(job, 350, id);
    expect(await hold(job)).toMatchObject({ ok: false, is_held: true });
    await enter(job, 50, id);
    await enter(job, 50, id);
    expect(await budget()).toEqual({ held: 0, spent: 50 });
    expect(await hold(job)).toMatchObject({ ok: true });
    expect(await calls()).toMatchObject([
      { scope: { purpose: 'run.work', run_id: job.run.id }, cost_micros: 50 },
    ]);
  });

  it('comes in the place of what the same call held before, with what its attempts took', async () => {
    const job = await start();
    const id = newId();
    await hold(job, 300, id);
    expect(await hold(job, 300, id, 100)).toMatchObject({ ok: true });
    expect(await budget()).toEqual({ held: 400, spent: 0 });
    expect(await hold(job, 301, id, 100)).toMatchObject({ ok: false, is_held: false });
  });

  it('is refused for good where the limit is spent, or where nobody knows the price', async () => {
    const job = await start();
    await enter(job, 400);
    expect(await hold(job, 1)).toMatchObject({ ok: false, is_held: false });
    expect(await hold(job, 2)).toMatchObject({ ok: false, is_held: false });
    const { rows: told } = await on.database.pool.query(
      `select payload->>'kind' as kind, payload->>'limit' as "limit" from realtime_events
       where project_id = $1 and event_type = 'budget.exceeded'`,
      [made.project.id],
    );
    expect(told).toEqual([{ kind: 'project', limit: 'hard' }]);
    expect(await hold(job, 0)).toMatchObject({ ok: true });
    expect(await hold(job, null)).toMatchObject({
      ...{ ok: false, is_held: false, detail: expect.stringContaining('set its price') },
    });
    await setBudgets({});
    expect(await hold(job, null)).toMatchObject({ ok: true });
  });

  it('of a reviewer takes from the same budgets, under its own name', async () => {
    const critic = await makeAgent(on.core, made.owner, made.project.id, 'critic', { ...model, checks: [] });
    const job = await start();
    await enter(job, 30, newId(), 'critic');
    expect(await calls()).toMatchObject([{ scope: { purpose: 'run.review', agent_id: critic.id } }]);
    expect(await budget()).toEqual({ held: 0, spent: 30 });
  });
});

describe('what is set aside for a run', () => {
  it.each<[string, (job: RunJob) => Promise<unknown>]>([
    [
      'is killed with its runner',
      async ({ run }) => {
        await noteApiAlive(on.core);
        const past = "update agent_runs set lease_expires_at = now() - interval '1 minute' where id = $1";
        await on.database.pool.query(past, [run.id]);
        await reapExpiredRuns(on.core);
      },
    ],
    ['a restarted runner does not know', () => loseMissingRuns(on.core, runner, runnerId, [])],
    [
      'is handed back',
      ({ run, lease_token }) =>
        releaseRun(on.core, runner, { runId: run.id, leaseToken: lease_token, detail: '' }),
    ],
    ['ends', (job) => finish(on.core, runner, job, success)],
  ])('that %s is free again, and what it took stays taken', async (_how, end) => {
    const job = await start();
    await enter(job, 60);
    await hold(job, 300);
    expect(await budget()).toEqual({ held: 300, spent: 60 });
    await end(job);
    expect(await budget()).toEqual({ held: 0, spent: 60 });
    await expect(hold(job)).rejects.toMatchObject({ code: 'stale_lease' });
    await expect(enter(job, 5)).rejects.toMatchObject({ code: 'stale_lease' });
  });

  it('is met by no other runner and no other run', async () => {
    const [one, two] = [await start(), await start()];
    const id = newId();
    await hold(one, 300, id);
    await hold(two, 50, id);
    await enter(two, 10, id);
    expect(await budget()).toEqual({ held: 300, spent: 10 });
    const stranger = (await makeRunner(on.core, { roots: ['/roots'] })).call;
    const asking = { ...of(one), micros: 1, takenMicros: 0 };
    await expect(holdForRunCall(on.core, stranger, asking)).rejects.toMatchObject({ code: 'stale_lease' });
  });
});

it('what is told with the end of the run under the id of a call that was entered after all is the same call', async () => {
  const job = await start();
  const [entered, late] = [newId(), newId()];
  await hold(job, 300, entered);
  await enter(job, 70, entered);
  const told = { ...useOf(70), call_id: entered, started_at: new Date().toISOString() };
  const other = { ...useOf(5), call_id: late, started_at: '2020-01-01T00:00:00.000Z' };
  await finish(on.core, runner, job, { ...success, metrics: { model_uses: [told, other, other] } });
  expect(await budget()).toEqual({ held: 0, spent: 75 });
  const found = await calls();
  expect(found.map(({ cost_micros }) => cost_micros).sort()).toEqual([5, 70]);
  const began = Date.parse(job.lease_expires_at) - 24 * 3_600_000;
  for (const { started_at } of found) expect(Date.parse(started_at)).toBeGreaterThan(began);
});

it('what was entered call by call is not entered again with the end of the run', async () => {
  const job = await start();
  await enter(job, 70);
  const uses = [{ ...useOf(70), is_entered: true }, useOf(5)];
  await finish(on.core, runner, job, { ...success, metrics: { model_uses: uses } });
  expect(await budget()).toEqual({ held: 0, spent: 75 });
  expect(await calls()).toHaveLength(2);
});
