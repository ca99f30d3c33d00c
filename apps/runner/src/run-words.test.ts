import type { JobPrompt } from '@overmind/contracts/entities/run';
import { codingAgentPlace } from '@overmind/domain/runs/prompts/coding-agent';
import { startModelServer } from '@overmind/testing/models/server';
import { expect, it, onTestFinished } from 'vitest';
import { echoJob } from './test-support/echo-job.ts';
import { makeJob } from './test-support/job.ts';
import { makeStand } from './test-support/stand.ts';

const words = (change: Partial<JobPrompt>): JobPrompt => ({
  ...{ system: '', body: 'Be {{mood}}.', variables: [{ name: 'mood', kind: 'string', description: '' }] },
  ...{ prompt_version_id: '6f1f5b1e-0000-4000-8000-000000000001', experiment_id: null, arm: null },
  ...change,
});
const unfit = /"run\.\S+" cannot be used here, .*Prompts.*\{\{mood\}\} has no value in this prompt/;
const notice = expect.objectContaining({
  kind: 'notice',
  level: 'warning',
  text: expect.stringMatching(unfit),
});

it('a coding agent whose words this runner cannot fill in works by the own ones, and its run says so', async () => {
  const { server, repository } = await makeStand();
  const parts = await echoJob([{ do: 'write', path: 'new.txt', text: 'x' }]);
  const prompts = { work: words({}), review: null };
  const { run } = server.assign({ ...makeJob({ repoPath: repository, ...parts }), prompts });
  expect((await server.waitFor('complete', run.id)).result.status).toBe('completed');
  expect(server.messages(run.id, 'system')).toContainEqual(expect.stringMatching(unfit));
  expect(server.transcript(run.id)).toContainEqual(notice);
});

it('words that it can fill in are told, and nothing is said of them', async () => {
  const { server, repository } = await makeStand();
  const parts = await echoJob([{ do: 'say', text: 'ok' }], { type: 'research' });
  const { body, variables } = codingAgentPlace.prompt;
  const prompts = { work: words({ system: 'You are one of us.', body, variables }), review: null };
  const { run } = server.assign({ ...makeJob({ repoPath: repository, ...parts }), prompts });
  await server.waitFor('complete', run.id);
  expect(server.transcript(run.id)[0]).toMatchObject({ text: expect.stringMatching(/^You are one of us\./) });
  expect(server.messages(run.id).join('\n')).not.toContain('cannot be used here');
});

it('a model whose words it cannot fill in is asked in the own ones, and its run says so', async () => {
  const models = await startModelServer(() => ({ text: 'I do not know.' }));
  onTestFinished(() => models.close());
  const { server, repository } = await makeStand({ environment: { OPENAI_BASE_URL: models.openAiUrl } });
  const model_policy = { privacy: 'any' as const, prefer: ['openai/scripted'] };
  const job = makeJob({
    repoPath: repository,
    type: 'research',
    config: { executor: 'model', model_policy },
  });
  server.assign({ ...job, prompts: { work: words({}), review: null } });
  await server.waitFor('complete', job.run.id);
  expect(server.messages(job.run.id, 'system')).toContainEqual(expect.stringMatching(unfit));
  expect(server.transcript(job.run.id)).toContainEqual(notice);
});
