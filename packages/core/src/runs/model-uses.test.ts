import { ProjectBudgets } from '@overmind/contracts/entities/budget';
import type { RunModelUse } from '@overmind/contracts/entities/model-call';
import type { RunJob, RunResult } from '@overmind/contracts/entities/run';
import { newId } from '@overmind/db/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { updateAgent } from '../agents/change.ts';
import type { Call } from '../call.ts';
import { runCycles } from '../cycles/run.ts';
import { listProjectBudgets, setInstallationBudgets } from '../model-calls/budgets.ts';
import { recordCall } from '../model-calls/record.ts';
import { makeCall, readWholeCalls } from '../model-calls/test-support/calls.ts';
import { getUsage } from '../model-calls/usage.ts';
import { addProvider, emptyGateway } from '../models/test-support/gateway.ts';
import { updateProject } from '../projects/update.ts';
import { getTask } from '../tasks/read.ts';
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
import { claimRuns } from './claim.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

const model = {
  ...{ executor: 'model' as const, commands: [] },
  model_policy: { privacy: 'any' as const, prefer: ['openai/gpt-large'] },
};

beforeEach(async () => {
  await emptyGateway(on);
  await on.database.pool.query('update model_settings set budgets = $1', ['{}']);
  await on.database.pool.query('delete from budget_counters');
  made = await makeProject(on.core, { repoPath: `/roots/${newId()}`, agent: model });
  runner = (await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] })).call;
});

const use = (change: Partial<RunModelUse> = {}): RunModelUse => ({
  ...{ reviewer: null, model: 'openai/gpt-large', calls: 3, latency_ms: 900 },
  ...{ status: 'ok', reason: null, is_local: false, privacy: 'any', complexity: 'low' },
  ...{ input_tokens: 100, output_tokens: 20, cached_tokens: 10, cost_micros: 700, cost_source: 'reported' },
  ...change,
});
const withUses = (...model_uses: RunModelUse[]): RunResult => ({ ...success, metrics: { model_uses } });

async function start(): Promise<RunJob> {
  await makeTask(on.core, made);
  const [job] = await startRuns(on.core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  return job;
}
const calls = () => readWholeCalls(on.core, made.project.id);
const spentOf = async (run: string) =>
  Object.fromEntries(
    (await listProjectBudgets(on.core, made.project.id, { run })).map((each) => [
      each.kind,
      each.spent_micros,
    ]),
  );

describe('what a runner tells of its own calls of models', () => {
  it('stands in the ledger, the usage and the budgets, once, also when it is told twice', async () => {
    const critic = await makeAgent(on.core, made.owner, made.project.id, 'critic', { ...model, checks: [] });
    const job = await start();
    const result = withUses(use(), use({ reviewer: 'critic', model: 'ollama/helper', cost_micros: 50 }));
    await finish(on.core, runner, job, result);
    await finish(on.core, runner, job, result);
    const scope = { run_id: job.run.id, task_id: job.task.id, project_id: made.project.id };
    const found = (await calls()).sort((one, other) => (other.cost_micros ?? 0) - (one.cost_micros ?? 0));
    expect(found).toMatchObject([
      { scope: { ...scope, purpose: 'run.work', agent_id: made.agent.id }, cost_micros: 700 },
      { scope: { ...scope, purpose: 'run.review', agent_id: critic.id }, answered_by: 'ollama/helper' },
    ]);
    expect(found).toHaveLength(2);
    expect(found[0]?.warnings).toEqual([
      expect.stringContaining('The runner called this model by itself: 3 calls'),
    ]);
    expect(await spentOf(job.run.id)).toEqual({ project: 750, day: 750, run: 750 });
    const { total } = await getUsage(on.core, made.owner, {
      ...{ group_by: 'agent', limit: 10, project: made.project.id },
    });
    expect(total).toMatchObject({ calls: 2, cost_micros: 750, input_tokens: 200 });
  });

  it('costs what the catalogue says where no provider told it', async () => {
    await addProvider(on, () => ({ text: 'Seven.' }), { name: 'one', priceMicros: 1_000_000 });
    await on.core.models.checks.check('one');
    const job = await start();
    const unknown = { cost_micros: null, cost_source: 'unknown' } as const;
    await finish(
      on.core,
      runner,
      job,
      withUses(use({ model: 'one/scripted', ...unknown }), use({ model: 'nobody/knows', ...unknown })),
    );
    expect(await calls()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ answered_by: 'one/scripted', cost_micros: 120, cost_source: 'computed' }),
        expect.objectContaining({ answered_by: 'nobody/knows', cost_micros: null, cost_source: 'unknown' }),
      ]),
    );
    expect(await spentOf(job.run.id)).toMatchObject({ run: 120 });
  });

  it('is not free because the provider of that name is to the server, which tells runners no such price', async () => {
    const prefer = ['one/scripted', 'two/scripted', 'first/scripted'];
    const policy = { ...model, model_policy: { privacy: 'any' as const, prefer } };
    await updateAgent(on.core, made.owner, made.agent.id, { config: { ...made.agent.config, ...policy } });
    await addProvider(on, () => ({ text: 'Seven.' }), { name: 'one', priceMicros: 0 });
    await addProvider(on, () => ({ text: 'Seven.' }), { name: 'two', priceMicros: 3 });
    await addProvider(on, () => ({ text: 'Seven.' }), { name: 'first' });
    for (const name of ['one', 'two', 'first']) await on.core.models.checks.check(name);
    const job = await start();
    expect(job.known_models).toMatchObject({
      'one/scripted': { prices: null },
      'two/scripted': { prices: { input_micros: 3, output_micros: 3, cached_input_micros: null } },
    });
    const unknown = { cost_micros: null, cost_source: 'unknown' } as const;
    await finish(on.core, runner, job, withUses(use({ model: 'one/scripted', ...unknown })));
    expect(await calls()).toMatchObject([unknown]);
  });

  it('is entered for a model that failed, too, and names no reviewer of another project', async () => {
    const other = await makeProject(on.core, { repoPath: `/roots/${newId()}` });
    await makeAgent(on.core, other.owner, other.project.id, 'stranger', { ...model, checks: [] });
    const job = await start();
    const failed = { status: 'failed', reason: 'unreachable', cost_micros: null } as const;
    await finish(on.core, runner, job, withUses(use({ ...failed, reviewer: 'stranger' })));
    expect(await calls()).toMatchObject([
      { status: 'failed', reason: 'unreachable', answered_by: null, scope: { agent_id: null } },
    ]);
  });
});

describe('a hard budget that is spent', () => {
  const limit = { soft_micros: null, hard_micros: 500 };
  const setBudgets = (budgets: object) =>
    updateProject(on.core, made.owner, made.project.id, {
      settings: { budgets: ProjectBudgets.parse(budgets) },
    });
  const spend = () => recordCall(on.core, makeCall({ project_id: made.project.id }, { cost_micros: 500 }));
  const claim = () => claimRuns(on.core, runner, 5);

  it.each<[string, () => Promise<unknown>, string]>([
    ['of the project', () => setBudgets({ project: limit }), 'the budget of the project'],
    ['of the day', () => setBudgets({ day: limit }), "the day's budget of the project"],
    [
      'of each run',
      () => setBudgets({ run: { soft_micros: null, hard_micros: 0 } }),
      'the budget of the run',
    ],
    [
      'of the installation',
      () => setInstallationBudgets(on.core, { ...made.owner, ifMatch: null }, { day: limit }),
      "the day's budget of this installation",
    ],
  ])('%s keeps runs of models back, and says so, until there is room', async (_name, setLimit, name) => {
    await setLimit();
    const task = await makeTask(on.core, made);
    await runCycles(on.core, made.project.id);
    await spend();
    expect(await claim()).toEqual([]);
    expect(await getTask(on.core, task.id)).toMatchObject({
      status: 'queued',
      status_reason: expect.stringMatching(new RegExp(`^${name} of \\$.* is spent`)),
    });
    await setBudgets({});
    await on.database.pool.query('update model_settings set budgets = $1', ['{}']);
    expect(await claim()).toHaveLength(1);
    expect(await getTask(on.core, task.id)).toMatchObject({ status: 'in_progress', status_reason: null });
  });

  it('keeps a run back whose reviewers may cost something, and says so', async () => {
    const critic = await makeAgent(on.core, made.owner, made.project.id, 'critic', { ...model, checks: [] });
    const checks = [{ name: 'criteria', reviewer: 'critic', allow_failure: false }];
    await makeAgent(on.core, made.owner, made.project.id, 'writer', { checks });
    await setBudgets({ project: limit });
    await spend();
    const task = await makeTask(on.core, made, { agent: 'writer', acceptance_criteria: ['It works'] });
    await runCycles(on.core, made.project.id);
    expect(await claim()).toEqual([]);
    expect((await getTask(on.core, task.id)).status_reason).toMatch(
      /^the budget of the project of \$.* is spent, and the models of its reviewers may cost something$/,
    );
    await updateAgent(on.core, made.owner, critic.id, {
      config: { ...critic.config, model_policy: { ...model.model_policy, privacy: 'local_only' } },
    });
    expect((await claim()).map(({ agent }) => agent.name)).toEqual(['writer']);
  });

  it('keeps no other run back, and none of local models, which are free', async () => {
    await setBudgets({ day: limit });
    await makeAgent(on.core, made.owner, made.project.id, 'writer');
    await spend();
    await makeTask(on.core, made);
    await makeTask(on.core, made, { agent: 'writer' });
    await runCycles(on.core, made.project.id);
    expect((await claim()).map(({ agent }) => agent.name)).toEqual(['writer']);
    await updateAgent(on.core, made.owner, made.agent.id, {
      config: { ...made.agent.config, model_policy: { ...model.model_policy, privacy: 'local_only' } },
    });
    expect((await claim()).map(({ agent }) => agent.name)).toEqual(['backend']);
  });
});
