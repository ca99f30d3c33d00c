import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findStateCopy } from '@overmind/db/queries/projects/state-copies';
import { waitFor } from '@overmind/testing/wait-for';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filesUnder } from '../archives/test-support/history.ts';
import type { Core } from '../core.ts';
import { runCycles } from '../cycles/run.ts';
import { removeForsakenFiles } from '../files/remove.ts';
import { deleteProject } from '../projects/update.ts';
import { CopiedProject } from '../test-support/copied-project.ts';
import { makeProject, makeTask } from '../test-support/makers.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { gitIn } from '../test-support/states.ts';
import { GitStateCopies } from './copy/git-copies.ts';
import { copyState, reconcileStateCopies } from './copy-state.ts';
import { getState, getStateCopy } from './read.ts';

let on: TestCore;
let shop: CopiedProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  shop = await CopiedProject.make(on);
});

describe('the Git copy', () => {
  it('tells by plain git who changed what, when and why', async () => {
    await shop.copy();
    await shop.note('First line.\n');
    await makeTask(on.core, shop.made, { title: 'Paint the door' });
    await runCycles(on.core, shop.id);
    await shop.note('First line.\nSecond line.\n');
    await shop.copy();
    const version = await shop.latest();
    const state = await getState(on.core, shop.id);
    expect((await shop.git('log', '--format=%s')).split('\n').reverse()).toEqual([
      'v1: First version',
      'v2: Notes changed',
      'v3: 1 task created',
      'v4: Notes changed',
    ]);
    expect(await shop.git('show', '--no-patch', '--format=%an|%ae|%cn|%ct', 'v2')).toBe(
      `Someone|${shop.made.owner.userId}@users.overmind.invalid|Someone|${Math.floor(Date.parse((await getState(on.core, shop.id, 2)).created_at) / 1000)}`,
    );
    expect(await shop.git('show', '--no-patch', '--format=%b', 'v3')).toMatch(
      /^Cycle: [0-9a-f-]{36}\nVersion: 3\nContent-Hash: [0-9a-f]{64}\n?$/,
    );
    expect(`${await shop.git('show', `v${version}:state.yaml`)}\n`).toBe(state.content);
    expect(await shop.git('diff', 'v3..v4')).toContain('+  Second line.');
    const blame = await shop.git('blame', '--line-porcelain', 'main', '--', 'state.yaml');
    expect(blame).toContain('summary v2: Notes changed');
    expect(await shop.git('fsck', '--strict')).toBe('');
    expect(await shop.shown()).toMatchObject({ status: 'in_step', version, problem: null });
    expect((await shop.shown()).head).toBe(await shop.git('rev-parse', 'main'));
  });

  it('has the same commits when it is built anew', async () => {
    for (const text of ['One.\n', 'Two, ünïcode ✓.\n', 'Three.\n']) {
      await shop.note(text);
      await shop.copy();
    }
    const before = await shop.log();
    await rm(shop.gitDir, { recursive: true });
    await shop.copy();
    expect(await shop.log()).toEqual(before);
    expect(await shop.git('tag')).toBe('v1\nv2\nv3\nv4');
    expect(await shop.shown()).toMatchObject({ status: 'in_step', version: 4, problem: null });
  });

  it('is behind until it is written, and the reconciler finds that', async () => {
    await shop.copy();
    await shop.note('More.\n');
    expect(await shop.shown()).toMatchObject({ status: 'behind', version: 1 });
    await reconcileStateCopies(on.core);
    expect(await shop.shown()).toMatchObject({ status: 'in_step', version: 2 });
  });

  it('is made by the job of each version', async () => {
    await using worker = await startTestCore();
    const other = await makeProject(worker.core);
    await worker.work();
    const isCopied = async () => (await getStateCopy(worker.core, other.project.id)).status === 'in_step';
    await waitFor(isCopied, { what: 'the copy to be made' });
  });

  it('is written once by many workers at a time', async () => {
    for (let index = 0; index < 5; index += 1) await shop.note(`Note ${index}.\n`);
    await Promise.all(Array.from({ length: 6 }, () => shop.copy()));
    expect((await shop.log()).length).toBe(6);
    expect(await shop.shown()).toMatchObject({ status: 'in_step', version: 6 });
  });

  it('goes with its project', async () => {
    await shop.copy();
    await deleteProject(on.core, shop.made.owner, shop.id);
    await expect(shop.git('rev-parse', 'main')).rejects.toThrow();
    await shop.copy();
    await expect(shop.git('rev-parse', 'main')).rejects.toThrow();
  });

  /** As when the project is deleted while the copy is being written, by a process that may be killed then. */
  const deletedMeanwhile = (after: () => Promise<void>): Core => ({
    ...on.core,
    stateCopies: {
      startedAt: on.core.stateCopies.startedAt,
      bring: async (...asked) => {
        await deleteProject(on.core, shop.made.owner, shop.id);
        const copy = await on.core.stateCopies.bring(...asked);
        await after();
        return copy;
      },
    },
  });

  const files = () => filesUnder(on, `projects/${shop.id}`);

  it('goes with its project where that is deleted while it is written', async () => {
    const made: string[][] = [];
    const watched = deletedMeanwhile(async () => void made.push(await files()));
    await copyState(watched, shop.id);
    expect(made).not.toEqual([[]]);
    expect(await files()).toEqual([]);
  });

  it('goes with its project also where its writer was killed then', async () => {
    const killed = deletedMeanwhile(() => Promise.reject(new Error('killed')));
    await expect(copyState(killed, shop.id)).rejects.toThrow('killed');
    expect(await files()).not.toEqual([]);
    await on.database.pool.query('update file_removals set remove_at = now()');
    await removeForsakenFiles(on.core);
    expect(await files()).toEqual([]);
  });
});

it('says what to do where git is not installed, and harms nothing', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nonexistent';
  try {
    await shop.copy();
  } finally {
    process.env['PATH'] = path;
  }
  expect(await shop.shown()).toMatchObject({
    status: 'failed',
    problem: expect.stringContaining('Install git'),
  });
  await reconcileStateCopies(on.core);
  expect(await shop.shown()).toMatchObject({ status: 'in_step', version: 1, problem: null });
});

it('packs what many versions leave behind', async () => {
  const copies = new GitStateCopies(on.storageRoot);
  const row = (version: number) => ({
    ...{ version, content: `version: ${version}\n`, content_hash: 'a'.repeat(64), author: 'Ada <a@b>' },
    ...{ reason: 'Why.', cycle_id: null, created_at: new Date(version * 1000) },
  });
  const source = {
    latest: 600,
    async *after(version: number) {
      for (let next = version + 1; next <= 600; next += 1) yield row(next);
    },
  };
  const held = await copies.bring('many', null, source);
  expect(held).toMatchObject({ status: 'in_step', version: 600, problem: null });
  const folder = join(on.storageRoot, 'projects', 'many', 'state.git');
  expect(await gitIn(folder, 'rev-list', '--count', 'main')).toBe('600');
  expect(await gitIn(folder, 'rev-parse', 'v600^{commit}')).toBe(held.head);
  expect(await gitIn(folder, 'count-objects')).toMatch(/^0 objects/);
  expect(await findStateCopy(on.core.db, shop.id)).toBeNull();
});
