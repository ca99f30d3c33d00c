import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunJob } from '@overmind/contracts/entities/run';
import type { TaskOrigin } from '@overmind/contracts/entities/task';
import { expect, it } from 'vitest';
import { type JobParts, makeJob, nodeStep } from '../test-support/job.ts';
import { runGit } from '../test-support/repository.ts';
import { makeStand, type Stand } from '../test-support/stand.ts';

const git = ({ repository }: Stand, ...args: string[]) => runGit(repository, ...args);

/** A branch with one change, and `main` with another of the same line. */
async function makeConflict(): Promise<{ stand: Stand; head: string }> {
  const stand = await makeStand({ files: { 'a.txt': 'one\n', 'b.txt': 'b\n' } });
  const commit = async (text: string) => {
    await writeFile(join(stand.repository, 'a.txt'), text);
    await git(stand, 'commit', '--quiet', '--all', '-m', text.trim());
    return git(stand, 'rev-parse', 'HEAD');
  };
  await git(stand, 'checkout', '--quiet', '-b', 'overmind/shop-1/1');
  const head = await commit('theirs\n');
  await git(stand, 'checkout', '--quiet', 'main');
  await commit('ours\n');
  return { stand, head };
}

const origin = (
  kind: TaskOrigin['kind'],
  commit: string,
  parent_commit: string | null = null,
): TaskOrigin => ({
  ...{ kind, merge_id: '019aa000-0000-7000-8000-000000000001', commit, parent_commit },
});

function start(stand: Stand, parts: Partial<JobParts>, more: Partial<RunJob>): RunJob {
  const job = makeJob({ repoPath: stand.repository, type: 'code_change', ...parts });
  return stand.server.assign(RunJob.parse({ ...job, ...more }));
}

const passes = nodeStep('passes', '');
const writes = (text: string) =>
  nodeStep('settle', `require('fs').writeFileSync('a.txt', ${JSON.stringify(text)})`);

it('a rebase starts with the conflict in the workspace, and ends well once it is settled', async () => {
  const { stand, head } = await makeConflict();
  const look = nodeStep('look', `console.log(require('fs').readFileSync('a.txt', 'utf8'))`);
  const parts = { commands: [look, writes('both\n')], checks: [passes] };
  const job = start(stand, parts, { origin: origin('rebase', head) });
  const { result } = await stand.server.waitFor('complete', job.run.id);
  expect(stand.server.messages(job.run.id).join('\n')).toMatch(/<<<<<<< .*ours.*=======.*theirs.*>>>>>>> /s);
  expect(result).toMatchObject({ status: 'completed', base_commit: await git(stand, 'rev-parse', 'main') });
  expect(await git(stand, 'show', `${result.head_commit}:a.txt`)).toBe('both');
});

it('a rebase that leaves conflict markers fails, whatever its checks say', async () => {
  const { stand, head } = await makeConflict();
  const touch = nodeStep('touch', `require('fs').writeFileSync('b.txt', 'changed')`);
  const job = start(stand, { commands: [touch], checks: [passes] }, { origin: origin('rebase', head) });
  const { result } = await stand.server.waitFor('complete', job.run.id);
  expect(result).toMatchObject({
    status: 'failed',
    reason: 'conflict',
    summary: expect.stringContaining('a.txt'),
  });
});

it('a revert without a conflict needs no agent, only its checks', async () => {
  const { stand, head } = await makeConflict();
  const before = await git(stand, 'rev-parse', 'main');
  await git(stand, 'merge', '--quiet', '--no-edit', '-X', 'theirs', head);
  const merged = await git(stand, 'rev-parse', 'main');
  const fails = nodeStep('agent', 'process.exit(1)');
  const job = start(
    stand,
    { commands: [fails], checks: [passes] },
    { origin: origin('revert', merged, before) },
  );
  const { result } = await stand.server.waitFor('complete', job.run.id);
  expect(result).toMatchObject({ status: 'completed', reason: 'ok' });
  expect(result.evidence.map(({ name }) => name)).toEqual(['Revert', 'passes', 'Changes']);
  expect(await git(stand, 'show', `${result.head_commit}:a.txt`)).toBe('ours');
  expect(await readFile(join(stand.repository, 'a.txt'), 'utf8')).toBe('theirs\n');
});

it('what is not in the base branch cannot be taken back', async () => {
  const { stand, head } = await makeConflict();
  const job = start(
    stand,
    { commands: [passes] },
    { origin: origin('revert', head, await git(stand, 'rev-parse', 'main')) },
  );
  const { result } = await stand.server.waitFor('complete', job.run.id);
  expect(result).toMatchObject({
    status: 'failed',
    reason: 'workspace_failed',
    summary: expect.stringContaining('not in the base branch'),
  });
});

it('what was made in the clone of another runner is said to be missing, with what to do', async () => {
  const { stand } = await makeConflict();
  const job = start(stand, { commands: [passes] }, { origin: origin('rebase', 'f'.repeat(40)) });
  const { result } = await stand.server.waitFor('complete', job.run.id);
  expect(result).toMatchObject({
    ...{ status: 'failed', reason: 'workspace_failed' },
    summary: expect.stringMatching(/ffffffffff is not in the repository of this runner.* fetch the commit/),
  });
});

it('an attempt after changes were asked for goes on from the one before', async () => {
  const { stand, head } = await makeConflict();
  const base = await git(stand, 'merge-base', head, 'main');
  const more = nodeStep('more', `require('fs').appendFileSync('a.txt', 'more\\n')`);
  const job = start(stand, { commands: [more], checks: [passes] }, { start_commit: head });
  const { result } = await stand.server.waitFor('complete', job.run.id);
  expect(result).toMatchObject({ status: 'completed', base_commit: base });
  expect(await git(stand, 'show', `${result.head_commit}:a.txt`)).toBe('theirs\nmore');
});

it('an attempt whose earlier work is not here begins anew and says so, with what the task is about in it', async () => {
  const { stand, head } = await makeConflict();
  const gone = { start_commit: 'f'.repeat(40) };
  const look = nodeStep('look', `console.log(require('fs').readFileSync('a.txt', 'utf8'))`);
  const parts = { commands: [look, writes('both\n')], checks: [passes] };
  const job = start(stand, parts, { ...gone, origin: origin('rebase', head) });
  const { result } = await stand.server.waitFor('complete', job.run.id);
  expect(result).toMatchObject({ status: 'completed', base_commit: await git(stand, 'rev-parse', 'main') });
  expect(stand.server.messages(job.run.id, 'system')).toEqual(
    expect.arrayContaining([
      expect.stringContaining('Commit ffffffffff is not in this repository'),
      expect.stringContaining('these files conflict: a.txt'),
    ]),
  );
  expect(stand.server.messages(job.run.id, 'stdout').join('\n')).toMatch(/<<<<<<< .*ours.*>>>>>>> /s);
});
