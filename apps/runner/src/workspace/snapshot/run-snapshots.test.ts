import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeJob } from '../../test-support/job.ts';
import { makeRepository, runGit } from '../../test-support/repository.ts';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { KeptWorkspaces } from '../disk/kept.ts';
import { KeyedMutex } from '../mutex.ts';
import { openRepository } from '../repository.ts';
import { AllowedRoots } from '../roots.ts';
import { listTracked, lookAway } from '../set-aside/tracked-files.ts';
import { addWorktree, findWorkspace, type Workspace } from '../worktree.ts';
import { RunSnapshots } from './run-snapshots.ts';

async function makeScene(files: Record<string, string> = { 'readme.md': 'A shop.\n' }) {
  const folder = await tempFolder();
  const path = await makeRepository(join(folder, 'shop'), files);
  const roots = new AllowedRoots();
  await roots.set([folder], () => {});
  const repository = await openRepository(path, roots);
  if (!repository.ok) throw new Error(repository.detail);
  const mutex = new KeyedMutex();
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  for (const run of [first, second]) await mkdir(run);
  const workspace = await addWorktree({
    ...{ repository, path: join(folder, 'place'), branch: 'overmind/SHOP-1/1', baseBranch: null },
    ...{ recordIn: first, mutex, signal: new AbortController().signal },
  });
  const write = (name: string, text = `${name}\n`) => writeFile(join(workspace.path, name), text);
  const kept = new KeptWorkspaces(join(folder, 'kept'), mutex);
  /** The runner is killed, and another one takes the workspace for the next run. */
  const hand = async (): Promise<Workspace> => {
    const job = makeJob({ repoPath: path });
    await kept.keep(job, (await findWorkspace(first)) ?? workspace, first);
    const resume = { run_id: job.run.id, session_id: 'one' };
    const adopted = await kept.adopt(makeJob({ repoPath: path, resume }), second);
    if (adopted === null) throw new Error('The workspace was not kept.');
    return adopted;
  };
  return { path, workspace, first, second, write, hand };
}

const open = (workspace: Workspace, folder: string, said: string[] = [], isAdopted = false) =>
  new RunSnapshots({ workspace, folder, isAdopted, say: (sentence) => said.push(sentence) });

const namesIn = async (repository: string, tree: string): Promise<string[]> =>
  (await runGit(repository, 'ls-tree', '-r', '--name-only', tree)).split('\n');

/** The second run: its set-up writes, its agent adds a file, its checks write. */
async function goOn(workspace: Workspace, folder: string, said: string[] = []): Promise<string> {
  await using snapshots = open(workspace, folder, said, true);
  await snapshots.begin();
  await writeFile(join(workspace.path, 'setup-2.txt'), '2\n');
  await snapshots.afterSetup({ wroteNothing: false });
  await writeFile(join(workspace.path, 'work-2.txt'), '2\n');
  await snapshots.afterWork();
  await writeFile(join(workspace.path, 'check-2.txt'), '2\n');
  // Awaited here, or the index would be gone before its tree is read.
  return await snapshots.tree();
}

it('tells work from set-up after the runner was killed in the midst of the work', async () => {
  const { path, workspace, first, second, write, hand } = await makeScene();
  const snapshots = open(workspace, first);
  await snapshots.begin();
  await write('setup.txt');
  await snapshots.afterSetup({ wroteNothing: false });
  await write('work.txt');
  const tree = await goOn(await hand(), second);
  expect(await namesIn(path, tree)).toEqual(['readme.md', 'work-2.txt', 'work.txt']);
});

it('tells work from checks after the runner was killed in the midst of the checks', async () => {
  const { path, workspace, first, second, write, hand } = await makeScene();
  const snapshots = open(workspace, first);
  await snapshots.begin();
  await snapshots.afterSetup({ wroteNothing: true });
  await write('work.txt');
  await snapshots.afterWork();
  await write('check.txt');
  await write('work.txt', 'spoilt\n');
  const tree = await goOn(await hand(), second);
  expect(await namesIn(path, tree)).toEqual(['readme.md', 'work-2.txt', 'work.txt']);
  expect(await runGit(path, 'show', `${tree}:work.txt`)).toBe('work.txt');
});

it('takes nothing that a broken-off set-up wrote for work', async () => {
  const { path, workspace, first, second, write, hand } = await makeScene();
  await open(workspace, first).begin();
  await write('setup.txt');
  expect(await namesIn(path, await goOn(await hand(), second))).toEqual(['readme.md', 'work-2.txt']);
});

it('counts all as work, and says so, where the earlier trees are gone', async () => {
  const { path, workspace, first, second, write, hand } = await makeScene();
  const snapshots = open(workspace, first);
  await snapshots.begin();
  await write('setup.txt');
  await snapshots.afterSetup({ wroteNothing: false });
  await runGit(path, 'prune', '--expire=now');
  const said: string[] = [];
  const tree = await goOn(await hand(), second, said);
  expect(await namesIn(path, tree)).toEqual(['readme.md', 'setup.txt', 'work-2.txt']);
  expect(said.join()).toContain('all of it counts');
});

it('finds again what was kept from the agent when its runner was killed', async () => {
  const { path, workspace, first, second, hand } = await makeScene({ '.mcp.json': '{}\n', '.env': 'K=1\n' });
  const aside = await listTracked(workspace, () => true);
  await lookAway(workspace, aside);
  await open(workspace, first).begin();
  await rm(join(workspace.path, '.mcp.json'));
  await writeFile(join(workspace.path, '.env'), '');
  const tree = await goOn(await hand(), second);
  expect(await namesIn(path, tree)).toEqual(['.env', '.mcp.json', 'work-2.txt']);
  expect(await runGit(path, 'show', `${tree}:.env`)).toBe('K=1');
});

it('finds a change that keeps the size and the time of a file', async () => {
  const { path, workspace, first } = await makeScene();
  await using snapshots = open(workspace, first);
  await snapshots.begin();
  await snapshots.afterSetup({ wroteNothing: true });
  const { execa } = await import('execa');
  const forge = 'touch -r readme.md ../ref; printf "B shop.\\n" > readme.md; touch -r ../ref readme.md';
  await execa('sh', ['-c', forge], { cwd: workspace.path });
  await snapshots.afterWork();
  expect(await runGit(path, 'show', `${await snapshots.tree()}:readme.md`)).toBe('B shop.');
});
