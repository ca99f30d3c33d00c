import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeRepository, runGit } from '../../test-support/repository.ts';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { git } from '../git.ts';
import { KeyedMutex } from '../mutex.ts';
import { openRepository } from '../repository.ts';
import { AllowedRoots } from '../roots.ts';
import { listTracked, lookAway } from '../set-aside/tracked-files.ts';
import { addWorktree, checkBranches, placeOf, removeWorktree } from '../worktree.ts';
import { twice } from './add-files.ts';
import { RunSnapshots } from './run-snapshots.ts';

async function makeScene(files: Record<string, string> = { 'a.txt': 'a\n' }, branch = 'overmind/SHOP-1/1') {
  const folder = await tempFolder();
  const path = await makeRepository(join(folder, 'shop'), files);
  const roots = new AllowedRoots();
  await roots.set([folder], () => {});
  const repository = await openRepository(path, roots);
  if (!repository.ok) throw new Error(repository.detail);
  const recordIn = join(folder, 'run');
  await mkdir(recordIn);
  const mutex = new KeyedMutex();
  const workspace = await addWorktree({
    ...{ repository, path: join(folder, 'place'), branch, baseBranch: null },
    ...{ recordIn, mutex, signal: new AbortController().signal },
  });
  const said: string[] = [];
  const say = (sentence: string): number => said.push(sentence);
  const snapshots = new RunSnapshots({ workspace, folder: recordIn, isAdopted: false, say });
  const write = async (name: string, text = `${name}\n`): Promise<void> => {
    await mkdir(join(workspace.path, name, '..'), { recursive: true });
    await writeFile(join(workspace.path, name), text);
  };
  const names = async (): Promise<string[]> =>
    (await runGit(path, 'ls-tree', '-r', '--name-only', await snapshots.tree())).split('\n');
  return { path, workspace, mutex, snapshots, said, write, names };
}

it('takes a repository without a commit for files where the work made it, and passes over one of the set-up', async () => {
  const { workspace, snapshots, write, names } = await makeScene();
  await snapshots.begin();
  await runGit(workspace.path, 'init', '--quiet', 'tool');
  await write('tool/t.txt');
  await snapshots.afterSetup({ wroteNothing: false });
  await runGit(workspace.path, 'init', '--quiet', 'app');
  await write('app/in.txt');
  await write('b.txt');
  await snapshots.afterWork();
  expect(await names()).toEqual(['a.txt', 'app/in.txt', 'b.txt']);
});

it('leaves out what git takes no name of, says so, and keeps the rest', async () => {
  const { snapshots, said, write, names } = await makeScene();
  await snapshots.begin();
  await snapshots.afterSetup({ wroteNothing: true });
  await write('git~1');
  await write('.GIT/config');
  await write('b.txt');
  await write('a.txt', 'changed\n');
  await snapshots.afterWork();
  expect(await names()).toEqual(['a.txt', 'b.txt']);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/\.GIT\/config, git~1\.$/);
});

it('keeps a file of the work that stands where hidden files were, and says so', async () => {
  const { workspace, snapshots, said, write, names } = await makeScene({
    'config/.env': 'K=1\n',
    '.mcp.json': '{}\n',
  });
  await lookAway(workspace, await listTracked(workspace, () => true));
  await snapshots.begin();
  await snapshots.afterSetup({ wroteNothing: true });
  await rm(join(workspace.path, 'config'), { recursive: true, force: true });
  await write('config');
  await snapshots.afterWork();
  expect(await names()).toEqual(['.mcp.json', 'config']);
  expect(said.join()).toContain('config/.env');
});

it('adds again where git failed once, and tells a second failure', async () => {
  const { workspace, write } = await makeScene();
  await write('b.txt');
  const lock = join(workspace.git_dir, 'index.lock');
  await writeFile(lock, '');
  const add = () => git(['add', '--all'], placeOf(workspace));
  await expect(twice(add)).rejects.toThrow('index.lock');
  let tries = 0;
  await twice(async () => {
    tries += 1;
    if (tries === 2) await rm(lock);
    await add();
  });
  expect(await runGit(workspace.path, 'ls-files')).toBe('a.txt\nb.txt');
});

it('writes nothing down for a run of which nobody asks for the change', async () => {
  const { path, workspace, mutex } = await makeScene();
  const folder = join(path, '..', 'run');
  const place = { workspace, folder, isAdopted: false, isNeeded: false, say: () => {} };
  const snapshots = new RunSnapshots(place);
  await snapshots.begin();
  // Nothing could be added any more.
  await removeWorktree(workspace, mutex);
  await snapshots.afterSetup({ wroteNothing: false });
  await snapshots.afterWork();
  expect(await readdir(folder)).toEqual(['workspace.json']);
});

it('removes the branch of a merge check with its worktree, wherever it stands', async () => {
  const { path, workspace, mutex } = await makeScene(undefined, `${checkBranches}1`);
  await runGit(path, 'commit', '--quiet', '--allow-empty', '-m', 'second');
  const later = await runGit(path, 'rev-parse', 'HEAD');
  await removeWorktree({ ...workspace, base_commit: later }, mutex, true);
  expect(await runGit(path, 'branch', '--list', 'overmind/*')).toBe('');
});
