import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelPrivacy } from '@overmind/contracts/entities/model';
import type { RunJob } from '@overmind/contracts/entities/run';
import { expect, test } from 'vitest';
import { makeJob } from '../test-support/job.ts';
import { tempFolder } from '../test-support/temp-folder.ts';
import { withinRules } from './within-rules.ts';

const policyOf = (privacy: ModelPrivacy) => ({ privacy, prefer: ['ollama/qwen3'] });

/** A job of a repository, with a reviewer that has models of its own, and rules by path as the server knows them. */
function jobWith(repoPath: string, rules: RunJob['repository_privacy'], own: ModelPrivacy = 'any'): RunJob {
  const config = { executor: 'model' as const, model_policy: policyOf(own) };
  const reviewers = [
    { name: 'review', reviewer: 'critic', agent: { id: crypto.randomUUID(), name: 'critic', config } },
    { name: 'other', reviewer: 'gone', agent: null },
  ];
  return { ...makeJob({ repoPath, config, reviewers }), model_privacy: own, repository_privacy: rules };
}

const privaciesIn = ({ model_privacy, agent, reviewers }: RunJob) => [
  model_privacy,
  agent.config.model_policy?.privacy,
  reviewers[0]?.agent?.config.model_policy?.privacy,
];

/** `real/shop` is a folder, `linked` leads to `real`. */
async function folders() {
  const folder = await tempFolder();
  await mkdir(join(folder, 'real', 'shop'), { recursive: true });
  await symlink(join(folder, 'real'), join(folder, 'linked'));
  return { real: join(folder, 'real'), linked: join(folder, 'linked'), other: join(folder, 'other') };
}

test('a rule on a folder holds for the work and its reviewers in a repository beneath it', async () => {
  const { real } = await folders();
  const held = await withinRules(jobWith(join(real, 'shop'), { [real]: 'local_only' }));
  expect(privaciesIn(held)).toEqual(['local_only', 'local_only', 'local_only']);
});

test.each([
  ['the rule', 'linked', 'real'],
  ['the repository', 'real', 'linked'],
] as const)(
  'it holds also where %s is named by a link, which only this machine can follow',
  async (_what, ruled, worked) => {
    const at = await folders();
    const held = await withinRules(jobWith(join(at[worked], 'shop'), { [at[ruled]]: 'local_only' }));
    expect(privaciesIn(held)).toEqual(['local_only', 'local_only', 'local_only']);
  },
);

test('the strictest of several counts, and none loosens what the job says already', async () => {
  const { real, linked } = await folders();
  const repository = join(real, 'shop');
  const several = await withinRules(jobWith(repository, { [real]: 'no_training', [linked]: 'local_only' }));
  expect(privaciesIn(several)).toEqual(['local_only', 'local_only', 'local_only']);
  const looser = await withinRules(jobWith(repository, { [real]: 'any' }, 'no_training'));
  expect(privaciesIn(looser)).toEqual(['no_training', 'no_training', 'no_training']);
});

test('a rule on another folder changes nothing', async () => {
  const { real, other } = await folders();
  const job = jobWith(join(real, 'shop'), { [other]: 'local_only', [`${real}/sho`]: 'local_only' });
  expect(await withinRules(job)).toBe(job);
});

test('an agent that names no models is given no policy; the rule of its run holds for it', async () => {
  const { real } = await folders();
  const job = { ...makeJob({ repoPath: real }), repository_privacy: { [real]: 'local_only' as const } };
  const held = await withinRules(job);
  expect([held.model_privacy, held.agent.config.model_policy]).toEqual(['local_only', undefined]);
});
