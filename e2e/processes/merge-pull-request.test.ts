import { chmod, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Merge } from '@overmind/contracts/entities/merge';
import type { Task } from '@overmind/contracts/entities/task';
import { type GitHubServer, startGitHub } from '@overmind/testing/github/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesWith } from './support/files-with.ts';
import { MergeScene } from './support/merge-scene.ts';
import { git } from './support/repository.ts';
import { Stand } from './support/stand.ts';

const token = 'ghp_a1b2c3d4e5f6a7b8c9d0';
const write = `require('node:fs').writeFileSync(process.env.OVERMIND_TASK_KEY, 'made\\n')`;
const node = (name: string, code: string) => ({ name, run: [process.execPath, '-e', code] });

let stand: Stand;
let github: GitHubServer;
let scene: MergeScene;
let remote: string;

beforeAll(async () => {
  stand = new Stand({ isShared: true });
  github = stand.own(await startGitHub({ repositories: [{ owner: 'acme', name: 'shop' }], token }));
  const folder = await stand.folder();
  const runnerEnv = { SHOP_TOKEN: token, RUNNER_API_HOSTS: new URL(github.url).host };
  const config = { commands: [node('write', write)], checks: [node('passes', '')] };
  scene = await MergeScene.begin(stand, { folder, config, runnerEnv });
  // Owner and name of the repository at the API are the end of the remote's address.
  remote = join(folder, 'acme', 'shop.git');
  await git(folder, 'clone', '--quiet', '--bare', scene.repository, remote);
  await scene.git('remote', 'add', 'upstream', remote);
  const merge = { ...scene.project.settings.merge, target: 'pull_request' as const };
  await scene.set({
    merge: { ...merge, remote: 'upstream', api_url: github.url, token_env: 'SHOP_TOKEN' },
  });
});
afterAll(() => stand[Symbol.asyncDispose]());

async function mergeNew(title: string): Promise<{ task: Task; merge: Merge }> {
  const [task] = await scene.makeReviewed(title);
  if (!task) throw new Error('there is no task');
  const { id } = await scene.approve(task);
  return { task, merge: await scene.settled(id) };
}

const mergeAgain = async ({ id }: Task): Promise<Merge> =>
  scene.settled((await scene.person.post<Merge>(`/tasks/${id}/merge`, {})).id);

const branchOf = ({ key }: Task): string => `overmind/${key.toLowerCase()}/1`;
const atRemote = (name: string): Promise<string> => git(remote, 'rev-parse', '--verify', '--quiet', name);

/** Nothing went into the base branch, here or there, and the work is where it was. */
async function expectKept(before: string, { task, merge }: { task: Task; merge: Merge }): Promise<void> {
  expect([await scene.git('rev-parse', 'main'), await atRemote('main')]).toEqual([before, before]);
  expect(await scene.git('rev-parse', branchOf(task))).toBe(merge.head_commit);
  expect(await scene.person.get<Task>(`/tasks/${task.id}`)).toMatchObject({ status: 'done' });
  await scene.expectUntouched();
}

test('approved work waits in a pull request, as the settings of the project say', async () => {
  const before = await scene.git('rev-parse', 'main');
  const { task, merge } = await mergeNew('Make the thing');
  const [pull] = github.pulls('acme', 'shop');
  expect(pull).toMatchObject({
    ...{ state: 'open', title: `${task.key}: Make the thing` },
    ...{ head: { ref: branchOf(task) }, base: { ref: 'main' } },
    body: expect.stringContaining(`Overmind-Merge: ${merge.id}`),
  });
  expect(merge).toMatchObject({
    ...{ status: 'merged', target: 'pull_request', merged_commit: null },
    ...{ pull_request: { number: pull?.number, url: pull?.html_url } },
    detail: `Pull request #${pull?.number} is open: ${pull?.html_url}`,
  });
  expect(await atRemote(branchOf(task))).toBe(merge.head_commit);
  await expectKept(before, { task, merge });

  expect(await mergeAgain(task)).toMatchObject({ pull_request: merge.pull_request });
  expect(github.pulls('acme', 'shop')).toHaveLength(1);
  expect(github.requests.map(({ headers }) => headers.authorization)).toEqual(
    github.requests.map(() => `Bearer ${token}`),
  );
  for (const folder of [scene.server.options.dataDir, scene.runner.dataDir, dirname(scene.repository)])
    expect(await filesWith(folder, token)).toEqual([]);
});

test('an API that refuses is quoted, and the work goes there once it does not', async () => {
  const before = await scene.git('rev-parse', 'main');
  github.failNext({ fail: 'status', status: 403, message: 'Resource not accessible' });
  const refused = await mergeNew('Make what is refused');
  expect(refused.merge).toMatchObject({
    ...{ status: 'failed', pull_request: null },
    detail: 'The token may not do this. Resource not accessible',
  });
  expect(await atRemote(branchOf(refused.task))).toBe(refused.merge.head_commit);
  await expectKept(before, refused);
  expect(await mergeAgain(refused.task)).toMatchObject({
    ...{ status: 'merged', pull_request: { number: expect.any(Number) } },
  });
});

test('a remote that takes no branch is quoted, and the API is not asked', async () => {
  const before = await scene.git('rev-parse', 'main');
  const hook = join(remote, 'hooks', 'pre-receive');
  await writeFile(hook, '#!/bin/sh\necho "nothing is taken until Monday"\nexit 1\n');
  await chmod(hook, 0o755);
  const asked = github.requests.length;
  const refused = await mergeNew('Make what is not taken');
  expect(refused.merge).toMatchObject({
    ...{ status: 'failed', pull_request: null },
    detail: expect.stringMatching(/^upstream did not take the branch: .*nothing is taken until Monday/),
  });
  expect(github.requests).toHaveLength(asked);
  await expect(atRemote(branchOf(refused.task))).rejects.toThrow();
  await expectKept(before, refused);
  await rm(hook);
  expect(await mergeAgain(refused.task)).toMatchObject({
    ...{ status: 'merged', pull_request: { number: expect.any(Number) } },
  });
});
