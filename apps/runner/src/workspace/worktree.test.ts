import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeRepository } from '../test-support/repository.ts';
import { tempFolder } from '../test-support/temp-folder.ts';
import { GitError } from './git.ts';
import { Lanes } from './lanes.ts';
import { KeyedMutex } from './mutex.ts';
import { openRepository } from './repository.ts';
import { AllowedRoots } from './roots.ts';
import { addWorktree, findWorkspace } from './worktree.ts';

/** Lanes that tell when somebody comes to them. */
class WatchedLanes extends Lanes {
  onCome: () => Promise<void> = async () => {};

  override async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.onCome();
    return super.run(work, signal);
  }
}

async function makePlace() {
  const folder = await tempFolder();
  const path = await makeRepository(join(folder, 'work/shop'), { 'readme.md': 'A shop.\n' });
  const roots = new AllowedRoots();
  await roots.set([join(folder, 'work')], () => {});
  const repository = await openRepository(path, roots);
  if (!repository.ok) throw new Error(repository.detail);
  const recordIn = join(folder, 'run');
  await mkdir(recordIn);
  const lanes = new WatchedLanes(1);
  const add = (signal = new AbortController().signal) =>
    addWorktree({
      ...{ repository, path: join(folder, 'worktrees/one'), branch: 'overmind/SHOP-1/1', baseBranch: null },
      ...{ recordIn, mutex: new KeyedMutex(), lanes, signal },
    });
  return { lanes, recordIn, add };
}

it('is on record as a whole before the first of its files is written', async () => {
  const { lanes, recordIn, add } = await makePlace();
  const known: unknown[] = [];
  lanes.onCome = async () => void known.push(await findWorkspace(recordIn));
  const workspace = await add();
  expect(known).toEqual([workspace]);
});

it('is given up at once by a run that is stopped while it waits for its turn to write files', async () => {
  const { lanes, add } = await makePlace();
  let leave = (): void => {};
  const busy = lanes.run(() => new Promise<void>((resolve) => (leave = resolve)));
  const stop = new AbortController();
  lanes.onCome = async () => void setImmediate(() => stop.abort());
  await expect(add(stop.signal)).rejects.toThrow(GitError);
  leave();
  await busy;
});
