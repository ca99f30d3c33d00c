import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeRepository, runGit } from '../test-support/repository.ts';
import { tempFolder } from '../test-support/temp-folder.ts';
import { browseFolders } from './browse.ts';
import { inspectPath } from './inspect.ts';
import { AllowedRoots } from './roots.ts';

async function makeRoots(): Promise<{ folder: string; root: string; roots: AllowedRoots }> {
  const folder = await tempFolder();
  const root = join(folder, 'work');
  await mkdir(root);
  const roots = new AllowedRoots();
  await roots.set([root, 'relative/one', join(folder, 'gone')], () => {});
  return { folder, root, roots };
}

describe('a path', () => {
  it('is refused for what it is', async () => {
    const { folder, root, roots } = await makeRoots();
    expect(roots.list).toEqual([root]);
    await makeRepository(join(folder, 'outside'), { a: '' });
    await makeRepository(join(folder, 'work-too'), { a: '' });
    await symlink(join(folder, 'outside'), join(root, 'link-out'));
    await symlink(join(folder, 'nowhere'), join(root, 'link-to-nothing'));
    await writeFile(join(root, 'file'), '');
    await mkdir(join(root, 'broken', '.git'), { recursive: true });
    await makeRepository(join(root, 'shop'), { a: '' });
    await mkdir(join(root, 'bare'));
    await runGit(join(root, 'bare'), 'init', '--bare', '--quiet');
    await mkdir(join(root, 'empty'));
    await runGit(join(root, 'empty'), 'init', '--quiet');
    const reasons = {
      [join(root, 'nothing')]: 'missing',
      [join(root, 'link-to-nothing')]: 'missing',
      [join(root, 'file')]: 'not_a_directory',
      [join(root, 'broken')]: 'not_git',
      [join(root, 'shop', '.git', 'refs')]: 'not_git',
      [join(root, 'bare')]: 'bare',
      [join(root, 'empty')]: 'empty_repository',
      [join(root, 'link-out')]: 'outside_roots',
      [join(folder, 'outside')]: 'outside_roots',
      [join(folder, 'work-too')]: 'outside_roots',
      [join(folder, 'not-even-there')]: 'outside_roots',
      [`${root}/../outside`]: 'outside_roots',
      [`${root}/../gone`]: 'outside_roots',
      'work/shop': 'outside_roots',
    };
    for (const [path, reason] of Object.entries(reasons))
      expect([path, await inspectPath(path, roots)]).toMatchObject([path, { ok: false, reason }]);
  });

  it('is refused when it is a worktree of a repository outside', async () => {
    const { folder, root, roots } = await makeRoots();
    const outside = await makeRepository(join(folder, 'outside'), { a: '' });
    await runGit(outside, 'worktree', 'add', '--quiet', join(root, 'inside'));
    expect(await inspectPath(join(root, 'inside'), roots)).toMatchObject({
      ok: false,
      reason: 'outside_roots',
    });
  });

  it('without git is described as such, with the commands it offers', async () => {
    const { root, roots } = await makeRoots();
    await mkdir(join(root, 'plain'));
    await writeFile(join(root, 'plain', 'package.json'), '{"scripts":{"test":"vitest run"}}');
    await symlink(join(root, 'plain'), join(root, 'alias'));
    expect(await inspectPath(join(root, 'alias'), roots)).toMatchObject({
      ...{ ok: true, repo_path: join(root, 'plain'), name: 'plain', has_git: false, default_branch: null },
      detected: { test: [{ run: ['npm', 'test'] }] },
    });
  });

  it('is described with its real path, branch and commands', async () => {
    const { root, roots } = await makeRoots();
    const scripts = { test: 'vitest run', lint: 'eslint .', start: 'node .' };
    const shop = await makeRepository(join(root, 'shop'), {
      'package.json': JSON.stringify({ scripts }),
      'pnpm-lock.yaml': '',
    });
    await symlink(shop, join(root, 'alias'));
    const inspection = await inspectPath(join(root, 'alias'), roots);
    expect(inspection).toMatchObject({ ok: true, repo_path: shop, name: 'shop', has_git: true });
    expect(inspection).toMatchObject({ default_branch: 'main' });
    if (!inspection.ok) return;
    expect(inspection.detected.test.map((command) => command.run)).toEqual([['pnpm', 'test']]);
    expect(inspection.detected.lint.map((command) => command.run)).toEqual([['pnpm', 'run', 'lint']]);
    expect(inspection.detected.build).toEqual([]);
  });

  it.each([
    [{ 'package.json': '{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}' }, []],
    [{ 'package.json': '{}', 'test/a.test.js': '' }, [['node', '--test']]],
    [{ 'package.json': '{"packageManager":"yarn@4.1.0","scripts":{"test":"x"}}' }, [['yarn', 'test']]],
    [{ 'package.json': 'not json' }, []],
    [{ Makefile: 'test: build\n\tgo\nbuild:\n' }, [['make', 'test']]],
    [{ 'pyproject.toml': '[tool.pytest.ini_options]\n' }, [['python3', '-m', 'pytest']]],
    [{ 'go.mod': 'module x\n' }, [['go', 'test', './...']]],
    [{ 'Cargo.toml': '[package]\n' }, [['cargo', 'test']]],
    [{ 'readme.md': '' }, []],
  ])('offers the tests of %j', async (files, expected) => {
    const { root, roots } = await makeRoots();
    const inspection = await inspectPath(
      await makeRepository(join(root, 'it'), files as Record<string, string>),
      roots,
    );
    expect(inspection.ok && inspection.detected.test.map((command) => command.run)).toEqual(expected);
  });
});

describe('browsing', () => {
  it('shows folders under the roots only', async () => {
    const { folder, root, roots } = await makeRoots();
    await makeRepository(join(root, 'shop'), { a: '' });
    await mkdir(join(root, 'plain'));
    await mkdir(join(root, '.hidden'));
    await symlink(folder, join(root, 'up'));
    await writeFile(join(root, 'file'), '');
    expect(await browseFolders(null, roots)).toEqual({
      kind: 'browse',
      path: null,
      entries: [{ name: 'work', path: root, is_repository: false }],
    });
    expect(await browseFolders(root, roots)).toMatchObject({
      entries: [
        { name: 'plain', is_repository: false },
        { name: 'shop', path: join(root, 'shop'), is_repository: true },
      ],
    });
    expect(await browseFolders(folder, roots)).toMatchObject({ kind: 'refused' });
    expect(await browseFolders(join(root, 'up'), roots)).toMatchObject({ kind: 'refused' });
  });
});
