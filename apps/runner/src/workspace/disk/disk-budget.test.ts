import { access, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '@overmind/testing/wait-for';
import { describe, expect, it } from 'vitest';
import { makeJob, nodeStep } from '../../test-support/job.ts';
import { makeRepository, runGit } from '../../test-support/repository.ts';
import { makeStand } from '../../test-support/stand.ts';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { KeyedMutex } from '../mutex.ts';
import { openRepository } from '../repository.ts';
import { openWorkspaceRoom, type WorkspaceRoom } from '../room.ts';
import { AllowedRoots } from '../roots.ts';
import { addWorktree, findWorkspace, removeWorktree } from '../worktree.ts';
import { DiskBudget } from './disk-budget.ts';
import { KeptSweep } from './kept-sweep.ts';

const mebibyte = 1024 * 1024;
const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

async function makeRoom(limits = { diskBudgetBytes: 100 * mebibyte, diskFloorBytes: 1 }) {
  const folder = await tempFolder();
  const repository = await makeRepository(join(folder, 'work'), { 'lock.json': '1', 'a.txt': 'a' });
  const room = openWorkspaceRoom(join(folder, 'data'), limits, new KeyedMutex());
  await mkdir(room.worktreesDir, { recursive: true });
  await mkdir(room.runsDir, { recursive: true });
  return { folder, repository, room };
}

async function addRun(room: WorkspaceRoom, repository: string, key: string) {
  const job = makeJob({ repoPath: repository, key, config: { executor: 'acp' } });
  const roots = new AllowedRoots();
  await roots.set([repository], () => {});
  const opened = await openRepository(repository, roots);
  if (!opened.ok) throw new Error(opened.detail);
  const folder = join(room.runsDir, job.run.id);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'job.json'), JSON.stringify(job));
  const workspace = await addWorktree({
    ...{
      repository: opened,
      path: join(room.worktreesDir, job.run.id),
      branch: job.run.branch,
      baseBranch: null,
    },
    ...{ recordIn: folder, mutex: room.mutex, signal: new AbortController().signal },
  });
  return { job, folder, workspace };
}

const fill = (folder: string, megabytes: number) =>
  writeFile(join(folder, 'fill.bin'), Buffer.alloc(megabytes * mebibyte, 1));

/** An entry of the cache, used so many seconds ago. */
async function addCache(room: WorkspaceRoom, repository: string, paths: string[], usedS: number) {
  const { workspace } = await addRun(room, repository, `CACHE-${usedS}`);
  const names = paths.map((path) => join(workspace.path, path));
  for (const name of names) {
    await mkdir(name);
    await fill(name, 10);
  }
  const rules = { cache: { key: ['lock.json'], paths }, setup: [] };
  const cache = await room.caches.open(workspace, rules, new AbortController().signal);
  await cache?.save();
  for (const name of await readdir(join(room.dataDir, 'caches'))) {
    const meta = join(room.dataDir, 'caches', name, 'meta.json');
    if ((await stat(meta)).mtimeMs > Date.now() - 60_000)
      await utimes(meta, Date.now() / 1_000 - usedS, Date.now() / 1_000 - usedS);
  }
  await removeWorktree(workspace, room.mutex, true);
}

describe('the disk that a runner may fill', () => {
  it('is freed of caches first, the longest unused before others, then of kept workspaces, the oldest first', async () => {
    const { repository, room } = await makeRoom({ diskBudgetBytes: 45 * mebibyte, diskFloorBytes: 1 });
    const first = await addRun(room, repository, 'SHOP-1');
    const second = await addRun(room, repository, 'SHOP-2');
    for (const { workspace, job, folder } of [first, second]) {
      await fill(workspace.path, 15);
      await room.kept.keep(job, workspace, folder);
    }
    await addCache(room, repository, ['old'], 900);
    await addCache(room, repository, ['new'], 100);
    room.disk.changed();
    expect(await room.disk.findRefusal()).toBeNull();
    expect(await room.caches.bytes()).toBeGreaterThan(9 * mebibyte);
    expect(await room.caches.bytes()).toBeLessThan(12 * mebibyte);
    await fill(room.runsDir, 15);
    room.disk.changed();
    expect(await room.disk.findRefusal()).toBeNull();
    expect(await room.caches.bytes()).toBe(0);
    expect((await room.kept.list()).map(({ task_key }) => task_key)).toEqual(['SHOP-2']);
    expect(await isThere(first.workspace.path)).toBe(false);
    expect(await runGit(repository, 'branch', '--list', 'overmind/SHOP-1/*')).toBe('');
    await fill(room.runsDir, 60);
    room.disk.changed();
    expect(await room.disk.findRefusal()).toMatch(/^The runs that are going on take 6\d MB of the 45 MB/);
  });

  it('is measured anew after a measure that failed', async () => {
    const { room } = await makeRoom();
    // No path may hold a null byte.
    const folders = ['unreadable\0'];
    const bounds = { budgetBytes: 100 * mebibyte, floorBytes: 1 };
    const disk = new DiskBudget({ ...room, ...bounds, folders });
    await expect(disk.findRefusal()).rejects.toThrow();
    folders[0] = room.runsDir;
    expect(await disk.findRefusal()).toBeNull();
  });

  it('lets no run begin where the disk is nearly full, and says what to do', async () => {
    const { server, assign } = await makeStand({ limits: { diskFloorBytes: Number.MAX_SAFE_INTEGER } });
    const { run } = assign({ commands: [nodeStep('work', 'console.log("worked")')] });
    const { result } = await server.waitFor('complete', run.id);
    expect(result).toMatchObject({ status: 'failed', reason: 'disk_full' });
    expect(result.summary).toMatch(/Only \d+ MB are free on the runner's disk/);
    expect(server.messages(run.id, 'stdout')).toEqual([]);
  });
});

describe('a kept workspace', () => {
  it('goes after a week, with its branch, and not before', async () => {
    const { repository, room } = await makeRoom();
    const [old, recent] = [
      await addRun(room, repository, 'SHOP-1'),
      await addRun(room, repository, 'SHOP-2'),
    ];
    for (const { job, workspace, folder } of [old, recent]) await room.kept.keep(job, workspace, folder);
    const keptDaysAgo = async (runId: string, days: number) => {
      const file = join(room.dataDir, 'kept', `${runId}.json`);
      const since = new Date(Date.now() - days * 24 * 3_600_000).toISOString();
      await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), since }));
    };
    await keptDaysAgo(old.job.run.id, 8);
    await keptDaysAgo(recent.job.run.id, 6);
    const sweep = new KeptSweep(room, () => {});
    sweep.start();
    await waitFor(async () => !(await isThere(old.workspace.path)), { what: 'the old one to go' });
    await sweep.stop();
    expect((await room.kept.list()).map(({ task_key }) => task_key)).toEqual(['SHOP-2']);
    expect([await isThere(old.workspace.path), await isThere(recent.workspace.path)]).toEqual([false, true]);
    expect(await runGit(repository, 'branch', '--list', 'overmind/SHOP-1/*')).toBe('');
  });

  it('is given to the run that goes on with it, on a branch of its own, with files of secrets as they were', async () => {
    const { repository, room } = await makeRoom();
    await writeFile(join(repository, '.env'), 'KEY=1\n');
    await runGit(repository, 'add', '--force', '.env');
    await runGit(repository, 'commit', '-qm', 'env');
    const first = await addRun(room, repository, 'SHOP-1');
    await writeFile(join(first.workspace.path, 'half.txt'), 'half done\n');
    await writeFile(join(first.workspace.path, '.env'), '');
    await room.kept.keep(first.job, first.workspace, first.folder);
    expect(await findWorkspace(first.folder)).toBeNull();
    const next = makeJob({
      repoPath: repository,
      key: 'SHOP-1',
      resume: { run_id: first.job.run.id, session_id: 's' },
    });
    next.run.branch = 'overmind/SHOP-1/2';
    const folder = join(room.runsDir, next.run.id);
    await mkdir(folder);
    const workspace = await room.kept.adopt(next, folder);
    expect(workspace).toMatchObject({ path: first.workspace.path, branch: 'overmind/SHOP-1/2' });
    expect(await findWorkspace(folder)).toEqual(workspace);
    expect(await runGit(first.workspace.path, 'status', '--porcelain')).toBe('?? half.txt');
    expect(await room.kept.list()).toEqual([]);
    expect(await room.kept.adopt(next, folder)).toBeNull();
  });
});

describe('the workspaces of a runner', () => {
  it('are listed and pruned, live ones aside', async () => {
    const { server, assign, folder } = await makeStand();
    const wait = nodeStep(
      'wait',
      'console.log("on"); setInterval(() => { if (fs.existsSync("go")) process.exit(0); }, 20)',
    );
    const { run } = assign({ commands: [wait] });
    await waitFor(() => server.messages(run.id).includes('on'), { what: 'the work' });
    const left = join(folder, 'data', 'worktrees', '0197c0de-0000-7000-8000-000000000001');
    await mkdir(left);
    await fill(left, 2);
    const home = join(folder, 'data', 'agents', '0197c0de-0000-7000-8000-000000000002');
    await mkdir(home, { recursive: true });
    await fill(home, 3);
    const answer = await server.ask({ kind: 'workspaces' });
    if (answer.kind !== 'workspaces') throw new Error(answer.kind);
    const { workspaces, free_bytes, agents_bytes } = answer.report;
    expect(agents_bytes).toBeGreaterThan(3 * mebibyte);
    expect(workspaces.map(({ run_id, state, task_key }) => [run_id, state, task_key])).toEqual([
      [run.id, 'live', 'SHOP-12'],
      ['0197c0de-0000-7000-8000-000000000001', 'left', ''],
    ]);
    expect(free_bytes).toBeGreaterThan(0);
    expect(workspaces[1]?.size_bytes).toBeGreaterThan(2 * mebibyte);
    const pruned = await server.ask({ kind: 'prune_workspaces', run_ids: null, with_caches: true });
    expect(pruned).toMatchObject({ kind: 'prune_workspaces', removed: 1 });
    expect(await isThere(left)).toBe(false);
    await writeFile(join(folder, 'data', 'worktrees', run.id, 'go'), '');
    expect((await server.waitFor('complete', run.id)).result.status).toBe('completed');
  });
});
