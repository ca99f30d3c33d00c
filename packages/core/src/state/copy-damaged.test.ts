import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CopiedProject } from '../test-support/copied-project.ts';
import { manyVersions } from '../test-support/many-versions.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { GitStateCopies } from './copy/git-copies.ts';
import { copyState, reconcileStateCopies } from './copy-state.ts';

let on: TestCore;
let shop: CopiedProject;
let before: string[];
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  shop = await CopiedProject.make(on);
  await shop.note('One.\n', 'Two.\n');
  await shop.copy();
  before = await shop.log();
});

const kept = () => `${shop.gitDir}.damaged`;

async function spoil(revision: string): Promise<void> {
  const hash = await shop.git('rev-parse', revision);
  const path = join(shop.gitDir, 'objects', hash.slice(0, 2), hash.slice(2));
  await chmod(path, 0o600);
  await writeFile(path, 'garbage');
}

/** As a process that has just begun: nothing is taken as read. */
const copyAfterStart = () =>
  copyState({ ...on.core, stateCopies: new GitStateCopies(on.storageRoot) }, shop.id);

describe('a damaged copy', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['an old document is spoiled', () => spoil('v2:state.yaml')],
    ['an old commit is spoiled', () => spoil('v2^{commit}')],
    ['its latest commit is spoiled', () => spoil('main')],
    ['a tag is torn', () => writeFile(join(shop.gitDir, 'refs', 'tags', 'v2'), '')],
    ['its HEAD is gone', () => rm(join(shop.gitDir, 'HEAD'))],
  ])(
    'in which %s is found after the start, kept, and built anew with the same hashes',
    async (_name, harm) => {
      await harm();
      await copyAfterStart();
      expect(await shop.log()).toEqual(before);
      expect(await shop.git('tag')).toBe('v1\nv2\nv3');
      expect(await shop.git('fsck', '--strict')).toBe('');
      expect(existsSync(kept())).toBe(true);
      const told = await shop.shown();
      expect(told).toMatchObject({ status: 'in_step', version: 3 });
      expect(told.problem).toContain(`projects/${shop.id}/state.git.damaged`);
      expect(told.problem).not.toContain(on.storageRoot);
      await rm(kept(), { recursive: true });
      await reconcileStateCopies(on.core);
      expect((await shop.shown()).problem).toBeNull();
    },
  );

  it.each<[string, () => Promise<unknown>]>([
    ['its latest commit is gone', () => spoil('main')],
    [
      'it was emptied',
      async () => {
        for (const name of await readdir(shop.gitDir)) await rm(join(shop.gitDir, name), { recursive: true });
      },
    ],
    [
      'a file stands in its place',
      async () => {
        await rm(shop.gitDir, { recursive: true });
        await writeFile(shop.gitDir, 'x');
      },
    ],
  ])('is built anew with the next version when %s', async (_name, harm) => {
    await harm();
    await shop.note('Three.\n');
    await shop.copy();
    expect((await shop.log()).slice(1)).toEqual(before);
    expect(await shop.shown()).toMatchObject({ status: 'in_step', version: 4 });
    expect(existsSync(kept())).toBe(true);
  });

  it('is left to a person when one lies there already', async () => {
    await mkdir(kept());
    await spoil('v2:state.yaml');
    await copyAfterStart();
    expect(await shop.shown()).toMatchObject({
      ...{ status: 'failed', problem: expect.stringContaining('damaged once more') },
    });
    await rm(kept(), { recursive: true });
    await copyAfterStart();
    expect(await shop.shown()).toMatchObject({ status: 'in_step', version: 3 });
    expect(await shop.log()).toEqual(before);
  });
});

it('a copy that was deleted is missed within the hour, and one that needs a look at each turn', async () => {
  await rm(shop.gitDir, { recursive: true });
  await shop.setRow(`checked_at = now() - interval '61 minutes'`);
  await reconcileStateCopies(on.core);
  expect(await shop.log()).toEqual(before);
});

it('versions that retention dropped before they were copied are told of', async () => {
  await shop.note('Three.\n', 'Four.\n');
  await shop.drop('version = 4');
  await shop.copy();
  expect(await shop.shown()).toMatchObject({
    ...{ status: 'in_step', version: 5, problem: expect.stringContaining('4 of 5 versions') },
  });
});

it('a version from before 1970 is copied as one of that year', async () => {
  const copies = new GitStateCopies(on.storageRoot);
  const source = manyVersions(2);
  const old = {
    ...source,
    async *after(version: number) {
      for await (const row of source.after(version)) yield { ...row, created_at: new Date(-1e12) };
    },
  };
  expect(await copies.bring('old', null, old)).toMatchObject({
    status: 'in_step',
    version: 2,
    problem: null,
  });
});
