import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeKeptRun } from '../test-support/kept-run.ts';
import { runGit } from '../test-support/repository.ts';
import { RunSnapshots } from '../workspace/snapshot/run-snapshots.ts';
import type { Workspace } from '../workspace/worktree.ts';

const write = (folder: string, name: string, text = `${name}\n`) => writeFile(join(folder, name), text);

/** A run whose runner was killed in the midst of its checks. */
async function beChecked(workspace: Workspace, folder: string): Promise<void> {
  await using snapshots = new RunSnapshots({ workspace, folder, isAdopted: false, say: () => {} });
  await snapshots.begin();
  await snapshots.afterSetup({ wroteNothing: true });
  await write(workspace.path, 'work.txt');
  await snapshots.afterWork();
  await write(workspace.path, 'check.txt');
}

/** One whose runner was killed in the midst of its set-up. */
async function beSetUp(workspace: Workspace, folder: string): Promise<void> {
  await using snapshots = new RunSnapshots({ workspace, folder, isAdopted: false, say: () => {} });
  await snapshots.begin();
  await write(workspace.path, 'setup.txt');
}

type Kept = Awaited<ReturnType<typeof makeKeptRun>>;

/** A person comes in, does something and leaves. */
async function visit({ kept, job }: Kept, work: () => Promise<void>): Promise<void> {
  const held = await kept.hold(job.run.id);
  if (held === null) throw new Error('The workspace is not kept.');
  await using _place = held;
  await work();
}

/** With what the next run in the workspace begins. */
async function startOfNext({
  goOn,
  job,
}: Kept): Promise<{ names: string[]; read: (name: string) => unknown }> {
  const { workspace, folder } = await goOn();
  if (workspace === null) throw new Error('The workspace is not kept.');
  await using snapshots = new RunSnapshots({ workspace, folder, isAdopted: true, say: () => {} });
  const tree = await snapshots.tree();
  const listed = await runGit(job.repo_path, 'ls-tree', '-r', '--name-only', tree);
  return { names: listed.split('\n'), read: (name) => runGit(job.repo_path, 'show', `${tree}:${name}`) };
}

it('counts what people changed after the work, and not what checks had written', async () => {
  const run = await makeKeptRun(beChecked);
  await visit(run, () => write(run.path, 'mine.txt'));
  await visit(run, async () => {
    await write(run.path, 'work.txt', 'better\n');
    await rm(join(run.path, 'readme.md'));
  });
  const { names, read } = await startOfNext(run);
  expect(names).toEqual(['.env', 'mine.txt', 'work.txt']);
  expect(await read('work.txt')).toBe('better');
  expect(await read('.env')).toBe('PASSWORD=open-sesame');
});

it('counts what people changed after a set-up that was broken off, and not what that had written', async () => {
  const run = await makeKeptRun(beSetUp);
  await visit(run, () => write(run.path, 'mine.txt'));
  expect((await startOfNext(run)).names).toEqual(['.env', 'mine.txt', 'readme.md']);
});

it('leaves all as it was where people only look', async () => {
  const run = await makeKeptRun(beChecked);
  const before = await run.room.kept.list();
  await visit(run, () => Promise.resolve());
  expect(await run.room.kept.list()).toEqual(before);
  expect((await startOfNext(run)).names).toEqual(['.env', 'readme.md', 'work.txt']);
});
