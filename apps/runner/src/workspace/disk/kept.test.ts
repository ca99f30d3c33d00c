import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGate } from '@overmind/testing/gate';
import { waitFor } from '@overmind/testing/wait-for';
import { expect, it } from 'vitest';
import { makeJob } from '../../test-support/job.ts';
import { makeKeptRun } from '../../test-support/kept-run.ts';
import { releaseWorkspace } from '../release.ts';
import { RunSnapshots } from '../snapshot/run-snapshots.ts';
import { findWorkspace, forgetWorkspace, recordWorkspace, type Workspace } from '../worktree.ts';
import { KeptSweep } from './kept-sweep.ts';
import { pruneWorkspaces } from './prune.ts';

/** As a run does before any of its processes. */
const begin = (workspace: Workspace, folder: string): Promise<void> =>
  new RunSnapshots({ workspace, folder, isAdopted: false, say: () => {} }).begin();

type KeptRun = Awaited<ReturnType<typeof makeKeptRun>>;

it('is not removed once a run goes on in it, though it was listed before', async () => {
  const { room, path, goOn } = await makeKeptRun();
  const [listed] = await room.kept.list();
  if (listed === undefined) throw new Error('Nothing is kept.');
  const { workspace } = await goOn();
  expect(workspace?.path).toBe(path);
  expect(await room.kept.remove(listed)).toBe(0);
  expect(existsSync(path)).toBe(true);
});

it('either goes to the run that asks or is removed, when all is pruned at that moment', async () => {
  const { room, path, goOn } = await makeKeptRun();
  const [{ removed }, { workspace }] = await Promise.all([
    pruneWorkspaces(room, { run_ids: null, with_caches: true }),
    goOn(),
  ]);
  expect(existsSync(path)).toBe(workspace !== null);
  expect(removed).toBe(workspace === null ? 1 : 0);
});

it('is removed once, and given to nobody, when many ask at the same time', async () => {
  const { room, goOn } = await makeKeptRun();
  const [listed] = await room.kept.list();
  if (listed === undefined) throw new Error('Nothing is kept.');
  const [first, second, { workspace }] = await Promise.all([
    room.kept.remove(listed),
    room.kept.remove(listed),
    goOn(),
  ]);
  expect([first, second]).toEqual([listed.size_bytes, 0]);
  expect(workspace).toBeNull();
});

/** A run that goes on is interrupted before it has a session of its own. */
async function interrupt({ room, goOn }: KeptRun, before: () => Promise<unknown> = async () => {}) {
  const { job, folder, workspace } = await goOn();
  if (workspace === null) throw new Error('The workspace was not given.');
  await before();
  const left = await findWorkspace(folder);
  if (left === null) throw new Error('The workspace is on no record.');
  room.live.clear();
  await room.kept.keep(job, left, folder);
  return job.run.id;
}

it('goes to the next attempt when others had taken it over and were interrupted too', async () => {
  const run = await makeKeptRun((workspace) => writeFile(join(workspace.path, 'work.txt'), 'hours of it'));
  for (const _attempt of [2, 3]) await interrupt(run);
  const { workspace } = await run.goOn();
  expect(workspace?.path).toBe(run.path);
  expect(await readFile(join(run.path, 'work.txt'), 'utf8')).toBe('hours of it');
  expect(await run.room.kept.list()).toEqual([]);
});

it('is not given to an attempt that goes on from another run', async () => {
  const run = await makeKeptRun();
  await interrupt(run);
  const other = makeJob({ repoPath: run.job.repo_path, resume: { run_id: randomUUID(), session_id: 's' } });
  expect(await run.room.kept.adopt(other, run.folder)).toBeNull();
});

it('is on one record only, also when its runner was killed while it was handed over', async () => {
  const run = await makeKeptRun();
  const record = join(run.folder, 'data/kept', `${run.job.run.id}.json`);
  const text = await readFile(record, 'utf8');
  const second = await interrupt(run, () => writeFile(record, text));
  expect((await run.room.kept.list()).map(({ run_id }) => run_id)).toEqual([second]);
});

it('is not known by a record that was being written when its runner was killed', async () => {
  const { folder, room, job } = await makeKeptRun();
  const record = join(folder, 'data/kept', `${job.run.id}.json`);
  await copyFile(record, `${record}.${randomUUID()}.tmp`);
  expect(await room.kept.list()).toHaveLength(1);
});

it('loses a record that a killed runner left half written to the sweep, not one that is being written', async () => {
  const { folder, room, job } = await makeKeptRun();
  const record = join(folder, 'data/kept', `${job.run.id}.json`);
  const [old, young] = [`${record}.${randomUUID()}.tmp`, `${record}.${randomUUID()}.tmp`];
  for (const path of [old, young]) await copyFile(record, path);
  const yesterday = new Date(Date.now() - 24 * 3_600_000);
  await utimes(old, yesterday, yesterday);
  const sweep = new KeptSweep(room, () => {});
  sweep.start();
  await waitFor(() => !existsSync(old), { what: 'the old record to go' });
  await sweep.stop();
  expect([existsSync(old), existsSync(young), existsSync(record)]).toEqual([false, true, true]);
});

it('is removed whole by a sweep that is stopped meanwhile, and the next one stays', async () => {
  const { folder, room, job, path } = await makeKeptRun();
  const record = join(folder, 'data/kept', `${job.run.id}.json`);
  const kept = { ...JSON.parse(await readFile(record, 'utf8')), since: '2020-01-01T00:00:00.000Z' };
  await writeFile(record, JSON.stringify(kept));
  const later = { ...kept, run_id: randomUUID(), since: '2020-01-02T00:00:00.000Z' };
  later.workspace = { ...kept.workspace, path: `${path}-later` };
  await writeFile(join(folder, 'data/kept', `${later.run_id}.json`), JSON.stringify(later));
  const sweep = new KeptSweep(room, () => {});
  const taken = createGate();
  room.kept.onTake = async () => taken.open();
  let isStopped = false;
  let stopping = Promise.resolve();
  await room.mutex.run(path, async () => {
    sweep.start();
    await taken.opened;
    stopping = sweep.stop().then(() => {
      isStopped = true;
    });
    await room.kept.list();
    expect([isStopped, existsSync(path)]).toEqual([false, true]);
  });
  await stopping;
  expect(existsSync(path)).toBe(false);
  expect((await room.kept.list()).map(({ run_id }) => run_id)).toEqual([later.run_id]);
});

/** Lists what is left, and waits for its turn to remove the workspace until `meanwhile` has been done. */
async function pruneAround(run: KeptRun, meanwhile: () => Promise<unknown>) {
  const { room, path } = run;
  // In the order of names, so that this one is gone when the other's turn is waited for.
  const before = join(room.worktreesDir, '0');
  await mkdir(before);
  await writeFile(join(before, 'file'), 'x');
  let pruned: ReturnType<typeof pruneWorkspaces> | null = null;
  await room.mutex.run(path, async () => {
    pruned = pruneWorkspaces(room, { run_ids: null, with_caches: false });
    await waitFor(() => !existsSync(before), { what: 'the first folder to be gone' });
    await meanwhile();
  });
  return pruned;
}

it('is not removed when it is kept again between the look at what is left and the removal', async () => {
  const run = await makeKeptRun();
  const { room, path, job } = run;
  const { workspace, folder } = await run.goOn();
  if (workspace === null) throw new Error('The workspace was not given.');
  room.live.clear();
  await forgetWorkspace(folder);
  await pruneAround(run, () => room.kept.keep(job, workspace, folder));
  expect(existsSync(path)).toBe(true);
  expect((await room.kept.list()).map(({ workspace: each }) => each.path)).toEqual([path]);
});

it('is not removed when a run begins there between the look at what is left and the removal', async () => {
  const run = await makeKeptRun();
  const { room, path } = run;
  const { workspace, folder } = await run.goOn();
  if (workspace === null) throw new Error('The workspace was not given.');
  const [live] = room.live;
  room.live.clear();
  await forgetWorkspace(folder);
  await pruneAround(run, async () => {
    await recordWorkspace(folder, workspace);
    room.live.add(String(live));
  });
  expect(existsSync(path)).toBe(true);
});

it('is kept by a run that ends while all that is left is removed', async () => {
  const { room, path, goOn, job } = await makeKeptRun(begin);
  const { folder } = await goOn();
  const acp = { ...job, agent: { ...job.agent, config: { ...job.agent.config, executor: 'acp' as const } } };
  const runId = [...room.live][0] ?? '';
  const ending = { ...acp, run: { ...job.run, id: runId } };
  await Promise.all([
    releaseWorkspace(folder, ending, { kind: 'release', detail: 'The runner stops.' }, room),
    ...Array.from({ length: 5 }, () => pruneWorkspaces(room, { run_ids: [job.run.id], with_caches: false })),
  ]);
  expect(existsSync(path)).toBe(true);
  expect((await room.kept.list()).map(({ run_id }) => run_id)).toEqual([runId]);
});
