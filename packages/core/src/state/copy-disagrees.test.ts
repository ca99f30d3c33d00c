import { rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CopiedProject } from '../test-support/copied-project.ts';
import { startTestCore, type TestCore } from '../test-support/start-test-core.ts';
import { reconcileStateCopies } from './copy-state.ts';
import { getState } from './read.ts';

let on: TestCore;
let shop: CopiedProject;
beforeAll(async () => {
  on = await startTestCore();
});
afterAll(() => on.stop());
beforeEach(async () => {
  shop = await CopiedProject.make(on);
});

describe('a copy that does not agree', () => {
  it('keeps versions that the database lost, and says which', async () => {
    await shop.note('One.\n', 'Two.\n', 'Three.\n');
    await shop.copy();
    const foreign = await shop.log();
    await shop.drop('version > 2');
    await shop.note('Another way.\n');
    await shop.copy();
    expect((await shop.git('log', '--format=%s')).split('\n')).toEqual([
      'v3: Notes changed',
      'v2: Notes changed',
      'v1: First version',
    ]);
    expect(await shop.git('show', 'main:state.yaml')).toContain('Another way.');
    const branch = await shop.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/diverged');
    expect(await shop.log(branch)).toEqual(foreign);
    expect(await shop.git('tag')).toBe('v1\nv2\nv3');
    expect(await getState(on.core, shop.id)).toMatchObject({ version: 3 });
    const told = await shop.shown();
    expect(told).toMatchObject({ status: 'diverged', version: 3 });
    expect(told.problem).toContain(`${branch} holds versions 3 to 4 as the database does not have them`);
    await shop.note('Going on.\n');
    await shop.copy();
    expect(await shop.shown()).toMatchObject({ status: 'diverged', version: 4, problem: told.problem });
    await shop.git('branch', '-D', branch);
    await shop.note('Settled.\n');
    await shop.copy();
    expect(await shop.shown()).toMatchObject({ status: 'in_step', version: 5, problem: null });
  });

  it('is noticed even when the database forgot the copy too', async () => {
    await shop.copy();
    const { rows } = await on.database.pool.query(
      'select * from project_state_copies where project_id = $1',
      [shop.id],
    );
    await shop.note('Lost.\n');
    await shop.copy();
    await shop.drop('version > 1');
    await shop.setRow(`version = 1, head = '${rows[0].head}'`);
    await shop.copy();
    expect((await shop.shown()).problem).toContain('holds version 2 as the database does not have them');
    expect(await shop.latest()).toBe(1);
  });

  it('takes no commit of others into the database', async () => {
    await shop.copy();
    const tree = await shop.git('rev-parse', 'main^{tree}');
    const commit = await shop.git('commit-tree', tree, '-p', 'main', '-m', 'mine');
    await shop.git('update-ref', 'refs/heads/main', commit);
    await shop.copy();
    expect(await shop.log()).toHaveLength(1);
    expect(await shop.latest()).toBe(1);
    expect((await shop.shown()).problem).toContain('1 commit that OvermindOps did not make');
  });

  it('is noticed when a version was written over with other words', async () => {
    await shop.note('True.\n');
    await shop.copy();
    const tree = (await shop.git('rev-parse', 'v1^{tree}')).trim();
    const message = await shop.git('log', '-1', '--format=%B', 'main');
    const forged = await shop.git('commit-tree', tree, '-p', 'v1', '-m', message);
    await shop.git('update-ref', 'refs/heads/main', forged);
    await shop.copy();
    expect(await shop.git('show', 'main:state.yaml')).toContain('True.');
    expect(await shop.shown()).toMatchObject({ status: 'diverged', version: 2 });
  });
});

describe('retention', () => {
  it('leaves the history of the copy as it is', async () => {
    await shop.note('One.\n', 'Two.\n', 'Three.\n');
    await shop.copy();
    const before = await shop.log();
    await shop.drop('version in (1, 2)');
    await shop.setRow(`status = 'failed'`);
    await shop.note('Four.\n');
    await shop.copy();
    expect((await shop.log()).slice(1)).toEqual(before);
    expect(await shop.shown()).toMatchObject({ status: 'in_step', version: 5, problem: null });
  });

  it('is told of when the copy had to be built from what is left', async () => {
    await shop.note('One.\n', 'Two.\n');
    await shop.copy();
    await shop.drop('version in (1)');
    await rm(shop.gitDir, { recursive: true });
    await shop.copy();
    expect(await shop.log()).toHaveLength(2);
    expect((await shop.shown()).problem).toContain('The copy holds 2 of 3 versions');
    await shop.note('Three.\n');
    await shop.copy();
    expect(await shop.shown()).toMatchObject({ status: 'in_step', version: 4 });
    expect((await shop.shown()).problem).toContain('3 of 4');
  });
});

describe('a writer that was killed', () => {
  const lockFile = () => join(shop.gitDir, 'refs', 'heads', 'main.lock');

  it('leaves locks that are removed, since it is dead', async () => {
    await shop.copy();
    await writeFile(join(shop.gitDir, 'overmind-writer'), `${hostname()} 999999999\n`);
    await writeFile(lockFile(), '');
    await shop.note('On.\n');
    await shop.copy();
    expect(await shop.shown()).toMatchObject({ status: 'in_step', version: 2 });
  });

  it('is waited for while it may live', async () => {
    await shop.copy();
    await writeFile(join(shop.gitDir, 'overmind-writer'), 'another-host 1\n');
    await writeFile(lockFile(), '');
    await shop.note('On.\n');
    await shop.copy();
    expect(await shop.shown()).toMatchObject({ status: 'failed', version: 1 });
    await writeFile(join(shop.gitDir, 'overmind-writer'), 'another-host 1\n');
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(lockFile(), longAgo, longAgo);
    await reconcileStateCopies(on.core);
    expect(await shop.shown()).toMatchObject({ status: 'in_step', version: 2, problem: null });
  });

  it('between commits and their branch has its work done again, alike', async () => {
    await shop.copy();
    await shop.note('On.\n');
    const before = await shop.git('rev-parse', 'main');
    await shop.copy();
    const after = await shop.git('rev-parse', 'main');
    // As a kill between the import and the move of the refs leaves it: tags ahead of the branch.
    await shop.git('update-ref', 'refs/overmind/import', after);
    await shop.git('update-ref', 'refs/heads/main', before);
    await shop.setRow(`version = 1, head = '${before}'`);
    await shop.copy();
    expect(await shop.git('rev-parse', 'main')).toBe(after);
    expect(await shop.git('for-each-ref', '--format=%(refname)')).toBe(
      'refs/heads/main\nrefs/tags/v1\nrefs/tags/v2',
    );
  });
});
