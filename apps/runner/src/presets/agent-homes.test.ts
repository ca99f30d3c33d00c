import { mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../test-support/temp-folder.ts';
import { KeyedMutex } from '../workspace/mutex.ts';
import { removeTree } from '../workspace/remove-tree.ts';
import { openWorkspaceRoom } from '../workspace/room.ts';
import { AgentHomes } from './agent-homes.ts';
import type { Carry } from './home-swap.ts';
import { pickFiles } from './sessions/pick-files.ts';

const mebibyte = 1024 * 1024;

const carry: Carry = async (left, home) => {
  await pickFiles(left, home, ['session']);
  return true;
};

async function makeHomes(before: Promise<void> = Promise.resolve()) {
  const dataDir = await tempFolder();
  const folder = join(dataDir, 'agents');
  const homes = new AgentHomes(folder, (path) => before.then(() => removeTree(path)));
  const open = (runId: string, taskId = 'task', from: string | null = null) =>
    homes.open({ runId, taskId, from }, carry);
  const age = async (runId: string, days: number): Promise<void> => {
    const at = new Date(Date.now() - days * 24 * 3_600_000);
    await utimes(join(folder, runId), at, at);
  };
  /** What is there once all that was given up has been removed. */
  const names = async (): Promise<string[]> => {
    await homes.settle();
    return (await readdir(folder)).sort();
  };
  return { dataDir, folder, homes, open, age, names };
}

it('keeps the session of a run for the one that goes on from it, and nothing else of its home', async () => {
  const { homes, open, names } = await makeHomes();
  const first = await open('first');
  for (const name of ['session', '.bashrc']) await writeFile(join(first.home, name), 'kept');
  await homes.leave('first', { keep: true });
  const second = await open('second', 'task', 'first');
  expect([second.isKept, await readFile(join(second.home, 'session'), 'utf8')]).toEqual([true, 'kept']);
  expect(await readdir(second.home)).toEqual(['session']);
  expect(await names()).toEqual(['second']);
  await homes.leave('second', { keep: false });
  expect(await names()).toEqual([]);
});

it('removes a home when the next attempt of its task begins without it', async () => {
  const { homes, open, names } = await makeHomes();
  await open('first');
  await open('other', 'another task');
  for (const id of ['first', 'other']) await homes.leave(id, { keep: true });
  expect((await open('second')).isKept).toBe(false);
  expect(await names()).toEqual(['other', 'second']);
});

it('removes what nobody came back for in a week, and never the home of a run that is going on', async () => {
  const { homes, open, age, names } = await makeHomes();
  for (const id of ['old', 'young', 'live']) await open(id, id);
  for (const id of ['old', 'young']) await homes.leave(id, { keep: true });
  for (const id of ['old', 'live']) await age(id, 8);
  await homes.sweep();
  expect(await names()).toEqual(['live', 'young']);
});

it('begins anew where an older runner kept the home in another place', async () => {
  const { open, folder, names } = await makeHomes();
  for (const id of ['first', 'other']) {
    await mkdir(join(folder, id, '.claude'), { recursive: true });
    await writeFile(join(folder, id, 'task'), 'task');
  }
  const { home, isKept } = await open('second', 'task', 'first');
  expect(isKept).toBe(false);
  expect(await readdir(home)).toEqual([]);
  expect(await names()).toEqual(['second']);
});

it('still has the session when an earlier try to move it was broken off', async () => {
  const { homes, open } = await makeHomes();
  const first = await open('first');
  await writeFile(join(first.home, 'session'), 'kept');
  await homes.leave('first', { keep: true });
  const fault = homes.open({ runId: 'second', taskId: 'task', from: 'first' }, async (_left, home) => {
    await writeFile(join(home, 'half'), '');
    throw new Error('broken off');
  });
  await expect(fault).rejects.toThrow('broken off');
  const again = await open('second', 'task', 'first');
  expect(await readdir(again.home)).toEqual(['session']);
});

it.each([
  ['the new home was put in its place', true],
  ['the old home was removed', false],
])('still has the session when the runner was killed before %s', async (_when, isBeforeSwap) => {
  const { folder, homes, open } = await makeHomes();
  await mkdir(join(folder, 'second/gone'), { recursive: true });
  await mkdir(join(folder, `second/${isBeforeSwap ? 'next' : 'home'}`));
  await writeFile(join(folder, `second/${isBeforeSwap ? 'next' : 'home'}/session`), 'kept');
  await writeFile(join(folder, 'second/task'), 'task');
  await homes.sweep();
  const third = await open('third', 'task', 'second');
  expect([third.isKept, await readdir(third.home)]).toEqual([true, ['session']]);
  expect((await readdir(join(folder, 'third'))).sort()).toEqual(['from', 'home', 'task']);
});

it('takes no home of a run that is still going on', async () => {
  const { open } = await makeHomes();
  const first = await open('first');
  await writeFile(join(first.home, 'session'), 'at work');
  expect((await open('second', 'task', 'first')).isKept).toBe(false);
  expect(await readdir(first.home)).toEqual(['session']);
});

/** A run that leaves a session, and one that was to go on with it. */
async function interruptSecond(open: (homes: AgentHomes) => Promise<unknown>) {
  const made = await makeHomes();
  const first = await made.open('first');
  await writeFile(join(first.home, 'session'), 'kept');
  await made.homes.leave('first', { keep: true });
  await open(made.homes);
  await made.homes.leave('second', { keep: true });
  return made;
}
const second = { runId: 'second', taskId: 'task', from: 'first' };

it('still has the session when the attempt that took it was interrupted before it had one of its own', async () => {
  const { open, names } = await interruptSecond((homes) => homes.open(second, carry));
  const third = await open('third', 'task', 'first');
  expect([third.isKept, await readdir(third.home)]).toEqual([true, ['session']]);
  expect(await names()).toEqual(['third']);
});

it('gives the session to no other task, whatever an agent wrote beside its home', async () => {
  const { open, names } = await interruptSecond((homes) => homes.open(second, carry));
  expect((await open('stranger', 'another task', 'first')).isKept).toBe(false);
  expect(await names()).toEqual(['second', 'stranger']);
});

it('still has the session when it could not be carried over, for an attempt that asks for it again', async () => {
  const { open, folder } = await interruptSecond(async (homes) => {
    const { home, isKept } = await homes.open(second, async () => false);
    expect([isKept, await readdir(home)]).toEqual([false, []]);
    await writeFile(join(home, 'session'), 'half a session');
  });
  const third = await open('third', 'task', 'first');
  expect([third.isKept, await readFile(join(third.home, 'session'), 'utf8')]).toEqual([true, 'kept']);
  expect((await readdir(join(folder, 'third'))).sort()).toEqual(['from', 'home', 'task']);
});

it('has the session that an attempt began where the one before could not be carried over', async () => {
  const { open, folder } = await interruptSecond(async (homes) => {
    const { home } = await homes.open(second, async () => false);
    await writeFile(join(home, 'session'), 'its own');
  });
  const third = await open('third', 'task', 'second');
  expect([third.isKept, await readFile(join(third.home, 'session'), 'utf8')]).toEqual([true, 'its own']);
  expect((await readdir(join(folder, 'third'))).sort()).toEqual(['from', 'home', 'task']);
});

it('takes a link in the place of a home for no home', async () => {
  const { dataDir, homes, open, names } = await makeHomes();
  const { home } = await open('first');
  await homes.leave('first', { keep: true });
  await rm(home, { recursive: true });
  await symlink(dataDir, home);
  expect((await open('second', 'task', 'first')).isKept).toBe(false);
  expect(await names()).toEqual(['second']);
});

it('writes the name of a task through no link that an agent left', async () => {
  const { dataDir, homes, open, folder } = await makeHomes();
  await open('first');
  await homes.leave('first', { keep: true });
  const person = join(dataDir, 'mine');
  await writeFile(person, 'mine');
  await rm(join(folder, 'first/task'));
  await symlink(person, join(folder, 'first/task'));
  expect((await open('second', 'task', 'first')).isKept).toBe(true);
  expect(await readFile(person, 'utf8')).toBe('mine');
  expect(await readFile(join(folder, 'second/task'), 'utf8')).toBe('task');
});

it('counts in the disk that a runner may fill, and gives way there, the one left longest ago first', async () => {
  const { dataDir, homes, open, age, names } = await makeHomes();
  const limits = { diskBudgetBytes: 25 * mebibyte, diskFloorBytes: 1 };
  const { disk, worktreesDir, runsDir } = openWorkspaceRoom(dataDir, limits, new KeyedMutex());
  for (const path of [worktreesDir, runsDir]) await mkdir(path, { recursive: true });
  disk.alsoFrees(homes);
  for (const [id, days] of [
    ['older', 3],
    ['newer', 1],
    ['live', 5],
  ] as const) {
    const { home } = await open(id, id);
    await writeFile(join(home, 'fill'), Buffer.alloc(10 * mebibyte, 1));
    if (id !== 'live') await homes.leave(id, { keep: true });
    await age(id, days);
  }
  expect(await disk.findRefusal()).toBeNull();
  expect(await names()).toEqual(['live', 'newer']);
});

it('goes to the run that is about to take it, whoever removes old homes at that moment', async () => {
  const { homes, open, age } = await makeHomes();
  const first = await open('first');
  await writeFile(join(first.home, 'session'), 'kept');
  await homes.leave('first', { keep: true });
  await age('first', 8);
  const [second, freed] = await Promise.all([
    open('second', 'task', 'first'),
    homes.removeOldest(),
    homes.sweep(),
  ]);
  expect([second.isKept, freed]).toEqual([true, null]);
  expect(await readdir(second.home)).toEqual(['session']);
});

it('is laid out anew while what it held before is still being removed', async () => {
  let goOn = () => {};
  const { homes, open, folder, names } = await makeHomes(new Promise((resolve) => (goOn = resolve)));
  await open('first');
  await homes.leave('first', { keep: true });
  expect((await open('second', 'task', 'first')).isKept).toBe(true);
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^\.gone-/), 'second']);
  goOn();
  expect(await names()).toEqual(['second']);
});

it('is removed by a later sweep where a runner was killed while it removed it, and goes to nobody', async () => {
  const { homes, open, folder, names } = await makeHomes();
  await mkdir(join(folder, '.gone-1/home'), { recursive: true });
  await writeFile(join(folder, '.gone-1/task'), 'task');
  await writeFile(join(folder, '.gone-1/from'), 'first');
  expect((await open('second', 'task', 'first')).isKept).toBe(false);
  await homes.sweep();
  expect(await names()).toEqual(['second']);
});
