import { newId } from '@overmind/db/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../call.ts';
import {
  finish,
  type MadeProject,
  makeAgent,
  makeProject,
  makeRunner,
  makeTask,
  startRuns,
} from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { removeAgent, updateAgent } from './change.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

const model = {
  ...{ executor: 'model' as const, handles: [], commands: [], checks: [] },
  model_policy: { privacy: 'any' as const, prefer: ['ollama/scripted'] },
};
const review = (reviewer: string) => ({ name: 'criteria', reviewer, allow_failure: false });

beforeEach(async () => {
  made = await makeProject(on.core, { repoPath: `/roots/${newId()}` });
  runner = (await makeRunner(on.core, { roots: [made.project.default_repo_path ?? ''] })).call;
});

const reviewedBy = (reviewer: string) =>
  updateAgent(on.core, made.owner, made.agent.id, {
    config: { ...made.agent.config, checks: [...made.agent.config.checks, review(reviewer)] },
  });
const makeCritic = () => makeAgent(on.core, made.owner, made.project.id, 'critic', model);

async function claim() {
  await makeTask(on.core, made, { acceptance_criteria: ['It works'] });
  const [job] = await startRuns(on.core, made, runner);
  if (!job) throw new Error('nothing was claimed');
  return job;
}

describe('a check by a reviewer', () => {
  it('comes with the job: its configuration as it is when the run is claimed', async () => {
    const critic = await makeCritic();
    await reviewedBy('critic');
    const job = await claim();
    expect(job.checks.map(({ name }) => name)).toEqual(['lint']);
    expect(job.reviewers).toEqual([
      { ...review('critic'), agent: { id: critic.id, config: critic.config }, problem: '' },
    ]);
  });

  it.each([
    ['nobody', 'There is no agent "nobody"'],
    ['backend', 'cannot review its own work'],
    ['qa', 'must be an agent with the executor "model"'],
  ])('is refused at once by %s, with a pointer', async (name, detail) => {
    await expect(reviewedBy(name)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(detail),
      errors: [{ pointer: '/config/checks/1/reviewer' }],
    });
  });

  it('is refused by a disabled agent, and by one of another project', async () => {
    const critic = await makeCritic();
    await updateAgent(on.core, made.owner, critic.id, { is_enabled: false });
    await expect(reviewedBy('critic')).rejects.toMatchObject({
      message: expect.stringContaining('disabled'),
    });
    const other = await makeProject(on.core);
    await makeAgent(on.core, other.owner, other.project.id, 'stranger', model);
    await expect(reviewedBy('stranger')).rejects.toMatchObject({ code: 'invalid' });
  });

  it.each<[string, (id: string) => Promise<unknown>, string]>([
    ['removed', (id) => removeAgent(on.core, made.owner, id), 'There is no agent "critic"'],
    ['disabled', (id) => updateAgent(on.core, made.owner, id, { is_enabled: false }), 'is disabled'],
  ])('comes without its agent and with the reason when that was %s since', async (_name, change, problem) => {
    const critic = await makeCritic();
    await reviewedBy('critic');
    await change(critic.id);
    expect((await claim()).reviewers).toMatchObject([
      { agent: null, problem: expect.stringContaining(problem) },
    ]);
  });

  it('is required: a runner that does not show it shows no success', async () => {
    await makeCritic();
    await reviewedBy('critic');
    const job = await claim();
    const run = await finish(on.core, runner, job);
    expect(run).toMatchObject({ status: 'failed', reason: 'check_failed' });
  });
});
