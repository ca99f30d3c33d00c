import { ProjectBudgets } from '@overmind/contracts/entities/budget';
import type { RunModelUse } from '@overmind/contracts/entities/model-call';
import type { RunJob } from '@overmind/contracts/entities/run';
import { NewSpec } from '@overmind/contracts/entities/spec';
import { newId } from '@overmind/db/database';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import { runCycles } from '../cycles/run.ts';
import { listProjectBudgets } from '../model-calls/budgets.ts';
import { makeCall, readWholeCalls } from '../model-calls/test-support/calls.ts';
import { updateProject } from '../projects/update.ts';
import { createSpec } from '../specs/create.ts';
import { getTask } from '../tasks/read.ts';
import {
  finish,
  type MadeProject,
  makeProject,
  makeRunner,
  makeTask,
  success,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { claimRuns } from './claim.ts';
import { enterRunCall, holdForRunCall } from './model-calls.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
let spec: string;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

const model = {
  ...{ executor: 'model' as const, commands: [] },
  model_policy: { privacy: 'any' as const, prefer: ['openai/gpt-large'] },
};

beforeEach(async () => {
  made = await makeProject(on.core, { repoPath: `/roots/${newId()}`, agent: model });
  const { owner, project } = made;
  const budgets = ProjectBudgets.parse({ spec: { hard_micros: 400 } });
  await updateProject(on.core, owner, project.id, { settings: { budgets } });
  spec = (await createSpec(on.core, owner, project.id, NewSpec.parse({ goal: 'Sign in.' }))).id;
  runner = (await makeRunner(on.core, { roots: [project.default_repo_path ?? ''] })).call;
});

async function makeTaskOf(specId: string | null): Promise<string> {
  const { id } = await makeTask(on.core, made);
  await on.database.pool.query('update tasks set spec_id = $2 where id = $1', [id, specId]);
  return id;
}
async function claim(): Promise<RunJob[]> {
  await runCycles(on.core, made.project.id);
  return claimRuns(on.core, runner, 5);
}
async function start(specId: string): Promise<RunJob> {
  await makeTaskOf(specId);
  const [job] = await claim();
  if (!job) throw new Error('nothing was claimed');
  return job;
}
const of = ({ run, lease_token }: RunJob) => ({
  ...{ runId: run.id, leaseToken: lease_token, callId: newId(), startedAt: null },
});
function enter(job: RunJob, cost_micros: number): Promise<void> {
  const { id: _id, scope: _scope, started_at: _at, ...call } = makeCall({}, { cost_micros });
  return enterRunCall(on.core, runner, { ...of(job), reviewer: null, call });
}
const spent = async () =>
  (await listProjectBudgets(on.core, made.project.id, { spec })).find(({ kind }) => kind === 'spec');

it('a call of a run takes from the budget of the spec that its task belongs to, and is stopped by it', async () => {
  const job = await start(spec);
  expect(await holdForRunCall(on.core, runner, { ...of(job), micros: 300, takenMicros: 0 })).toMatchObject({
    ok: true,
  });
  expect(await spent()).toMatchObject({ held_micros: 300, spent_micros: 0 });
  await enter(job, 400);
  expect(await spent()).toMatchObject({ spent_micros: 400 });
  expect(await readWholeCalls(on.core, made.project.id)).toMatchObject([{ scope: { spec_id: spec } }]);
  expect(await holdForRunCall(on.core, runner, { ...of(job), micros: 1, takenMicros: 0 })).toMatchObject({
    ...{ ok: false, is_held: false, detail: expect.stringContaining('the budget of the spec of $0.0004') },
  });
});

it('what a runner tells with the end of a run takes from it, too', async () => {
  const job = await start(spec);
  const use: RunModelUse = {
    ...{ reviewer: null, model: 'openai/gpt-large', calls: 1, latency_ms: 9, status: 'ok', reason: null },
    ...{ is_local: false, privacy: 'any', complexity: 'low', input_tokens: 1, output_tokens: 1 },
    ...{ cached_tokens: 0, cost_micros: 70, cost_source: 'reported' },
  };
  await finish(on.core, runner, job, { ...success, metrics: { model_uses: [use] } });
  expect(await spent()).toMatchObject({ spent_micros: 70 });
});

it('once it is spent, runs of that spec are kept back and say so, and no others', async () => {
  await enter(await start(spec), 400);
  const kept = await makeTaskOf(spec);
  const free = await makeTaskOf(null);
  expect((await claim()).map(({ task }) => task.id)).toEqual([free]);
  expect((await getTask(on.core, kept)).status_reason).toMatch(
    /^the budget of the spec of \$0\.0004 is spent/,
  );
});

it('is told of a spec of the own project only', async () => {
  const other = await makeProject(on.core);
  await expect(listProjectBudgets(on.core, other.project.id, { spec })).rejects.toMatchObject({
    code: 'not_found',
  });
});
