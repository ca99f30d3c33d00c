import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { makeJob } from '../test-support/job.ts';
import { makeRepository, runGit } from '../test-support/repository.ts';
import { tempFolder } from '../test-support/temp-folder.ts';
import { pruneWorkspaces } from './disk/prune.ts';
import { reportWorkspaces } from './disk/report.ts';
import { Lanes } from './lanes.ts';
import { KeyedMutex } from './mutex.ts';
import { releaseWorkspace } from './release.ts';
import { openRepository } from './repository.ts';
import { openWorkspaceRoom } from './room.ts';
import { AllowedRoots } from './roots.ts';
import { RunSnapshots } from './snapshot/run-snapshots.ts';
import { addWorktree, findWorkspace } from './worktree.ts';

async function makeScene() {
  const folder = await tempFolder();
  const path = await makeRepository(join(folder, 'shop'), { 'readme.md': 'x\n' });
  const roots = new AllowedRoots();
  await roots.set([path], () => {});
  const repository = await openRepository(path, roots);
  if (!repository.ok) throw new Error(repository.detail);
  const room = openWorkspaceRoom(join(folder, 'data'), defaultLimits, new KeyedMutex());
  const job = makeJob({ repoPath: path, config: { executor: 'acp' } });
  const recordIn = join(room.runsDir, job.run.id);
  await mkdir(recordIn, { recursive: true });
  const to = { repository, path: join(room.worktreesDir, job.run.id), branch: job.run.branch };
  const shared = { ...to, baseBranch: null, recordIn, mutex: room.mutex };
  return { path, room, job, shared };
}

const handedBack = { kind: 'release' as const, detail: 'The runner stops.' };

it('removes the workspace of a run that was interrupted before all its files were written', async () => {
  const { path, room, job, shared } = await makeScene();
  const over = new AbortController();
  const lanes = new Lanes(1);
  void lanes.run(() => new Promise(() => {}));
  const making = addWorktree({ ...shared, lanes, signal: over.signal });
  const isRegistered = async () => (await findWorkspace(shared.recordIn))?.git_dir;
  await waitFor(isRegistered, { what: 'the worktree to be registered' });
  over.abort();
  await expect(making).rejects.toThrow('before its files were written');
  await releaseWorkspace(shared.recordIn, job, handedBack, room);
  expect(await room.kept.list()).toEqual([]);
  expect(await readdir(room.worktreesDir)).toEqual([]);
  expect(await runGit(path, 'worktree', 'list')).not.toContain(job.run.id);
  expect(await runGit(path, 'branch', '--format=%(refname:short)')).toBe('main');
});

it('leaves a workspace that cannot be removed to whoever looks for what is left', async () => {
  const { path, room, job, shared } = await makeScene();
  const workspace = await addWorktree({ ...shared, signal: new AbortController().signal });
  room.live.add(job.run.id);
  // Nothing can be removed below what is no folder.
  await rename(room.worktreesDir, `${room.worktreesDir}.away`);
  await writeFile(room.worktreesDir, '');
  await expect(releaseWorkspace(shared.recordIn, job, handedBack, room)).rejects.toThrow('ENOTDIR');
  await rm(room.worktreesDir);
  await rename(`${room.worktreesDir}.away`, room.worktreesDir);
  const { workspaces } = await reportWorkspaces(room);
  expect(workspaces.map(({ run_id, state }) => [run_id, state])).toEqual([[job.run.id, 'left']]);
  expect(await pruneWorkspaces(room, { run_ids: null, with_caches: false })).toMatchObject({ removed: 1 });
  expect(existsSync(workspace.path)).toBe(false);
  expect(await runGit(path, 'worktree', 'list')).not.toContain(job.run.id);
});

it('keeps the workspace of a run that was interrupted once its processes may have been in it', async () => {
  const { room, job, shared } = await makeScene();
  const workspace = await addWorktree({ ...shared, signal: new AbortController().signal });
  const folder = shared.recordIn;
  await new RunSnapshots({ workspace, folder, isAdopted: false, say: () => {} }).begin();
  await releaseWorkspace(folder, job, handedBack, room);
  expect((await room.kept.list()).map(({ run_id }) => run_id)).toEqual([job.run.id]);
  expect(existsSync(shared.path)).toBe(true);
});
