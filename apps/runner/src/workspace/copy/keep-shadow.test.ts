import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultLimits } from '../../limits.ts';
import { sweepLeftBehind } from '../../runs/resume.ts';
import { SpoolBudget } from '../../spool/budget.ts';
import { makeJob } from '../../test-support/job.ts';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { git } from '../git.ts';
import { KeyedMutex } from '../mutex.ts';
import { openWorkspaceRoom } from '../room.ts';
import { placeOf, type Workspace } from '../worktree.ts';
import { copyToWorkspace } from './copied-folder.ts';

/** A run over the copy of a folder without git. */
async function makeScene() {
  const folder = await tempFolder();
  const plain = join(folder, 'plain');
  await mkdir(plain);
  await writeFile(join(plain, 'a.txt'), 'as found');
  const room = openWorkspaceRoom(join(folder, 'data'), defaultLimits, new KeyedMutex());
  const job = makeJob({ repoPath: plain });
  const recordIn = join(room.runsDir, job.run.id);
  await mkdir(recordIn, { recursive: true });
  const workspace = await copyToWorkspace({
    ...{ folder: plain, path: join(room.worktreesDir, job.run.id), branch: job.run.branch, recordIn },
    ...{ limitBytes: 1024 * 1024, signal: new AbortController().signal },
  });
  const shadow = join(folder, 'data/kept', `${job.run.id}.git`);
  const start = () =>
    sweepLeftBehind({
      ...{ runsDir: room.runsDir, budget: new SpoolBudget(1024 * 1024), workspaces: room, log: () => {} },
    });
  return { folder, room, job, recordIn, workspace, shadow, start };
}

const readStart = (workspace: Workspace): Promise<string> =>
  git(['show', `${workspace.base_commit}:a.txt`], placeOf(workspace));

it('outlives the folder of its run with a kept copy, and goes with it', async () => {
  const { room, job, recordIn, workspace } = await makeScene();
  await room.kept.keep(job, workspace, recordIn);
  await rename(recordIn, `${recordIn}.away`);
  const [kept] = await room.kept.list();
  if (kept === undefined) throw new Error('Nothing is kept.');
  expect(await readStart(kept.workspace)).toBe('as found');
  await room.kept.remove(kept);
  expect([kept.workspace.git_dir, kept.workspace.path].map((path) => existsSync(path))).toEqual([
    false,
    false,
  ]);
});

it('is kept again by the record of its run where the runner was killed right after it was moved', async () => {
  const { room, job, recordIn, workspace, shadow } = await makeScene();
  await mkdir(join(shadow, '..'), { recursive: true });
  await rename(workspace.git_dir, shadow);
  await room.kept.keep(job, workspace, recordIn);
  const [kept] = await room.kept.list();
  expect(kept?.workspace.git_dir).toBe(shadow);
  expect(await readStart(kept?.workspace ?? workspace)).toBe('as found');
});

it('is removed by the next start where no record speaks of it, and by none while one does', async () => {
  const { folder, room, job, recordIn, workspace, shadow, start } = await makeScene();
  const stranger = join(folder, 'data/kept/stranger.git');
  await mkdir(stranger, { recursive: true });
  await room.kept.keep(job, workspace, recordIn);
  await start();
  expect([existsSync(shadow), existsSync(stranger)]).toEqual([true, false]);
});
