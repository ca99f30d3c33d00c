import { newId } from '@overmind/db/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { updateAgent } from '../agents/change.ts';
import type { Call } from '../call.ts';
import { runCycles } from '../cycles/run.ts';
import { updateProject } from '../projects/update.ts';
import { type MadeProject, makeAgent, makeProject, makeRunner, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { claimRuns } from './claim.ts';

let on: TestCore;
let made: MadeProject;
let runner: Call;
let repository: string;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());

type Privacy = 'any' | 'no_training' | 'local_only';
const model = (privacy: Privacy = 'any') => ({
  ...{ executor: 'model' as const, commands: [] },
  model_policy: { privacy, prefer: ['openai/gpt-large'] },
});
const reviewed = { checks: [{ name: 'criteria', reviewer: 'critic', allow_failure: false }] };

beforeEach(async () => {
  repository = `/roots/${newId()}`;
  made = await makeProject(on.core, { repoPath: repository, agent: model() });
  await makeAgent(on.core, made.owner, made.project.id, 'critic', { ...model(), handles: [], checks: [] });
  await changeAgent(reviewed);
  runner = (await makeRunner(on.core, { roots: [repository] })).call;
});

const changeAgent = (config: object) =>
  updateAgent(on.core, made.owner, made.agent.id, {
    config: { ...made.agent.config, ...reviewed, ...config },
  });
const setProject = (settings: object) => updateProject(on.core, made.owner, made.project.id, { settings });

async function queue(): Promise<void> {
  await makeTask(on.core, made, { acceptance_criteria: ['It works'] });
  await runCycles(on.core, made.project.id);
}

async function claimed(): Promise<{ agent: unknown; reviewer: unknown }> {
  const [job] = await claimRuns(on.core, runner, 1);
  const reviewer = job?.reviewers[0]?.agent?.config.model_policy?.privacy;
  return { agent: job?.agent.config.model_policy?.privacy, reviewer };
}

describe('the models of a job', () => {
  it('may be any where no rule says otherwise', async () => {
    await queue();
    expect(await claimed()).toEqual({ agent: 'any', reviewer: 'any' });
  });

  it('keep to the rule of the project as it is when a runner takes the run', async () => {
    await queue();
    await setProject({ model_privacy: 'local_only' });
    expect(await claimed()).toEqual({ agent: 'local_only', reviewer: 'local_only' });
  });

  it('keep to the rules for their kind of work, and to none for another', async () => {
    const rules = {
      code_change: { privacy: 'no_training', capabilities: ['vision'], complexity: 'high' },
      'run.review': { privacy: 'local_only', prefer_by: 'score' },
    };
    await queue();
    await setProject({ model_rules: rules });
    const [job] = await claimRuns(on.core, runner, 1);
    expect(job?.agent.config.model_policy).toEqual({ ...model().model_policy, ...rules.code_change });
    expect(job?.reviewers[0]?.agent?.config.model_policy).toEqual({
      ...model().model_policy,
      ...rules['run.review'],
    });
    expect(job?.model_privacy).toBe('no_training');
    await setProject({ model_rules: { doc: { privacy: 'local_only' } } });
    await queue();
    expect(await claimed()).toEqual({ agent: 'any', reviewer: 'any' });
  });

  it('keep to the rule of the repository, and to none of another', async () => {
    await setProject({ repository_privacy: { '/elsewhere': 'local_only' } });
    await queue();
    expect(await claimed()).toEqual({ agent: 'any', reviewer: 'any' });
    await setProject({ repository_privacy: { [repository]: 'no_training' } });
    await queue();
    expect(await claimed()).toEqual({ agent: 'no_training', reviewer: 'no_training' });
  });

  it.each([
    ['a slash behind it', (path: string) => `${path}/`],
    ['a folder above it', (path: string) => path.slice(0, path.lastIndexOf('/'))],
    ['a folder inside it', (path: string) => `${path}/secret`],
    ['a roundabout way', (path: string) => `${path}/../${path.slice(path.lastIndexOf('/') + 1)}`],
  ])('keep to a rule that names the repository by %s', async (_how, write) => {
    await setProject({ repository_privacy: { [write(repository)]: 'local_only' } });
    await queue();
    expect(await claimed()).toEqual({ agent: 'local_only', reviewer: 'local_only' });
  });

  it('keep to the rule of their own agent where that is the strictest', async () => {
    await setProject({ model_privacy: 'no_training' });
    await queue();
    await changeAgent(model('local_only'));
    expect(await claimed()).toEqual({ agent: 'local_only', reviewer: 'no_training' });
  });

  it('are loosened by no rule of the project', async () => {
    await changeAgent(model('local_only'));
    await setProject({ model_privacy: 'no_training', repository_privacy: { [repository]: 'any' } });
    await queue();
    expect(await claimed()).toEqual({ agent: 'local_only', reviewer: 'no_training' });
  });
});
