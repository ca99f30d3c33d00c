import { chmod, mkdir, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { quarantine } from '../../executors/acp/quarantine.ts';
import { hideTracked } from '../../sandbox/secrets/hide-tracked.ts';
import { makeKeptRun, secret } from '../../test-support/kept-run.ts';
import { runGit } from '../../test-support/repository.ts';
import { RunSnapshots } from '../snapshot/run-snapshots.ts';
import type { Workspace } from '../worktree.ts';

type KeptRun = Awaited<ReturnType<typeof makeKeptRun>>;

const work = (workspace: Workspace): Promise<void> =>
  writeFile(join(workspace.path, 'work.txt'), 'hours of it');
const workIn = (path: string): Promise<string> => readFile(join(path, 'work.txt'), 'utf8');

async function keptOf({ room }: KeptRun) {
  const [kept] = await room.kept.list();
  if (kept === undefined) throw new Error('Nothing is kept.');
  return kept;
}

const branchesOf = async ({ job }: KeptRun): Promise<string[]> =>
  (await runGit(job.repo_path, 'branch', '--format=%(refname:short)')).split('\n').sort();

it('is kept as it was when it cannot be handed over, and goes to the attempt after that', async () => {
  const run = await makeKeptRun(work);
  const before = await keptOf(run);
  const objects = join(before.workspace.common_dir, 'objects');
  await rename(objects, `${objects}.away`);
  await expect(run.goOn()).rejects.toThrow('git rev-parse');
  expect(await run.room.kept.list()).toEqual([before]);
  await rename(`${objects}.away`, objects);
  const { workspace } = await run.goOn();
  expect(workspace?.path).toBe(run.path);
  expect(await workIn(run.path)).toBe('hours of it');
});

/** As after a crash of the machine. */
const tearings: [string, (index: string) => Promise<void>][] = [
  ['cut off', async (index) => truncate(index, Math.floor((await stat(index)).size / 2))],
  ['empty', (index) => truncate(index, 0)],
  ['of other blocks', async (index) => writeFile(index, Buffer.alloc((await stat(index)).size))],
  ['damaged where git does not look', damage],
  ['gone', (index) => rm(index)],
];

/** One byte of what the index knows of a file on the disk. */
async function damage(index: string): Promise<void> {
  const bytes = await readFile(index);
  bytes[20] = (bytes[20] ?? 0) ^ 1;
  await writeFile(index, bytes);
}

it.each(tearings)('is handed over with all that stands in it when its index is %s', async (_how, tear) => {
  const run = await makeKeptRun(async (workspace, folder) => {
    await writeFile(join(workspace.path, '.mcp.json'), 'of the set-up');
    // A runner that is killed puts none of it back.
    await hideTracked(workspace, []);
    const snapshots = new RunSnapshots({ workspace, folder, isAdopted: false, say: () => {} });
    await snapshots.begin();
    await snapshots.afterSetup({ wroteNothing: false });
    await quarantine(workspace, { trusted: [], isAdopted: true });
    await work(workspace);
    await writeFile(join(workspace.path, 'readme.md'), 'written anew');
  });
  const { workspace: kept } = await keptOf(run);
  expect(await readdir(run.path)).not.toContain('.mcp.json');
  await tear(join(kept.git_dir, 'index'));
  await writeFile(join(kept.git_dir, 'index.lock'), '');
  const { workspace } = await run.goOn();
  expect(workspace?.path).toBe(run.path);
  const textOf = (name: string) => readFile(join(run.path, name), 'utf8');
  expect(await Promise.all(['work.txt', 'readme.md', '.env', '.mcp.json'].map(textOf))).toEqual([
    ...['hours of it', 'written anew', secret, 'of the set-up'],
  ]);
  const status = await runGit(run.path, 'status', '--porcelain');
  expect(status.split('\n').map((line) => line.trim())).toEqual([
    'M readme.md',
    '?? .mcp.json',
    '?? work.txt',
  ]);
});

it('is kept as it was when the run that takes it cannot write it down', async () => {
  const run = await makeKeptRun(work);
  await expect(run.room.kept.adopt(run.makeNext(), join(run.folder, 'nowhere'))).rejects.toThrow('ENOENT');
  const { workspace } = await run.goOn();
  expect(workspace?.path).toBe(run.path);
  expect(workspace?.branch).toBe('overmind/SHOP-12/3');
  expect(await branchesOf(run)).toEqual(['main', 'overmind/SHOP-12/3']);
});

it('is handed over though git was killed in it in the middle of a change', async () => {
  const run = await makeKeptRun(work);
  const { git_dir: gitDir } = (await keptOf(run)).workspace;
  for (const name of ['index.lock', 'HEAD.lock']) await writeFile(join(gitDir, name), '');
  const { job, workspace } = await run.goOn();
  expect(workspace?.branch).toBe(job.run.branch);
  expect(await workIn(run.path)).toBe('hours of it');
});

/** A git that kills whoever called it, before or after it has renamed a branch. */
async function makeDeadlyGit(folder: string, when: 'before' | 'after'): Promise<string> {
  const { stdout: git } = await execa('sh', ['-c', 'command -v git']);
  // Nothing of it goes on beside the next runner.
  const kill = 'case " $* " in *" branch --move "*) kill -9 $PPID; exit 1;; esac';
  const run = `${git} "$@"; code=$?`;
  const lines = ['#!/bin/sh', ...(when === 'before' ? [kill, run] : [run, kill]), 'exit $code'];
  await mkdir(folder);
  await writeFile(join(folder, 'git'), lines.join('\n'));
  await chmod(join(folder, 'git'), 0o755);
  return folder;
}

it.each(['before', 'after'] as const)(
  'keeps its branch when its runner is killed %s the renaming',
  async (when) => {
    const run = await makeKeptRun(work);
    const path = `${await makeDeadlyGit(join(run.folder, 'bin'), when)}:${process.env['PATH']}`;
    const next = run.makeNext();
    await mkdir(join(run.room.runsDir, next.run.id));
    const adopting = new URL('../../test-support/adopt-workspace.ts', import.meta.url).pathname;
    const argv = ['--import', 'tsx', adopting, join(run.folder, 'data'), JSON.stringify(next)];
    const { signal } = await execa(process.execPath, argv, { reject: false, env: { PATH: path } });
    expect(signal).toBe('SIGKILL');
    const { workspace } = await run.goOn();
    expect(workspace?.branch).toBe('overmind/SHOP-12/3');
    expect(await branchesOf(run)).toEqual(['main', 'overmind/SHOP-12/3']);
    expect(await workIn(run.path)).toBe('hours of it');
  },
);

it('takes its branch with it when it is removed after its runner was killed in the renaming', async () => {
  const run = await makeKeptRun(work);
  await expect(run.room.kept.adopt(run.makeNext(), join(run.folder, 'nowhere'))).rejects.toThrow('ENOENT');
  await run.room.kept.remove(await keptOf(run));
  expect(await branchesOf(run)).toEqual(['main']);
});
