import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runGit } from '../test-support/repository.ts';
import { makeStand, type Stand } from '../test-support/stand.ts';

const question = (stand: Stand, change: object = {}) => ({
  ...{ kind: 'mirror_state' as const, path: stand.repository, branch: 'overmind/state' },
  ...{ file: 'docs/overmind/state.yaml', content: 'notes: ünïcode\n', author: 'Ada L <ada@example.test>' },
  ...{ message: `v1: First version\n\nVersion: 1\nContent-Hash: ${'a'.repeat(64)}\n` },
  committed_at: '2026-01-16T16:10:00.000Z',
  ...change,
});

it('commits the document to a branch of its own, and touches nothing else', async () => {
  const stand = await makeStand();
  const git = (...args: string[]) => runGit(stand.repository, ...args);
  await writeFile(join(stand.repository, 'half-done.txt'), 'mine\n');
  await git('add', 'half-done.txt');
  const hooks = join(stand.repository, '.git', 'hooks');
  await mkdir(hooks, { recursive: true });
  const trap = join(stand.folder, 'trapped');
  await writeFile(join(hooks, 'reference-transaction'), `#!/bin/sh\ntouch ${trap}\n`, { mode: 0o755 });
  const index = join(stand.repository, '.git', 'index');
  const seen = async () => [
    await git('status', '--porcelain'),
    await git('rev-parse', 'HEAD'),
    await git('symbolic-ref', 'HEAD'),
  ];
  const before = await seen();
  const { mtimeMs } = await stat(index);
  const first = await stand.server.ask(question(stand));
  expect(first).toEqual({ kind: 'mirror_state', commit: await git('rev-parse', 'overmind/state') });
  const same = await stand.server.ask(question(stand, { message: 'again' }));
  expect(same).toEqual(first);
  await stand.server.ask(question(stand, { content: 'notes: more\n' }));
  expect((await stat(index)).mtimeMs).toBe(mtimeMs);
  expect(await seen()).toEqual(before);
  expect(await git('ls-tree', '-r', '--name-only', 'overmind/state')).toBe('docs/overmind/state.yaml');
  expect(await git('show', 'overmind/state~:docs/overmind/state.yaml')).toBe('notes: ünïcode');
  expect(await git('log', '--format=%an <%ae> %ct %s', 'overmind/state')).toBe(
    'Ada L <ada@example.test> 1768579800 v1: First version\n'.repeat(2).trim(),
  );
  expect(await git('merge-base', 'main', 'overmind/state').catch(() => 'none')).toBe('none');
  expect(await readdir(stand.folder)).not.toContain('trapped');
});

it.each([
  ['a branch that people use', { branch: 'main' }],
  ['a branch name that climbs', { branch: 'overmind/../main' }],
  ['a branch that is an option', { branch: '--orphan' }],
  ['a path that climbs', { file: '../state.yaml' }],
  ['a path into .git', { file: '.Git/config' }],
  ['a path with a line break', { file: 'a\nb' }],
  ['a folder outside the roots', { path: '/etc' }],
])('refuses %s', async (_name, change) => {
  const stand = await makeStand();
  expect(await stand.server.ask(question(stand, change))).toMatchObject({ kind: 'refused' });
  expect(await runGit(stand.repository, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

it('leaves a branch alone that holds other work or that somebody has checked out', async () => {
  const stand = await makeStand();
  const git = (...args: string[]) => runGit(stand.repository, ...args);
  await git('branch', 'overmind/work');
  expect(await stand.server.ask(question(stand, { branch: 'overmind/work' }))).toMatchObject({
    ...{ kind: 'refused', detail: expect.stringContaining('holds other work') },
  });
  await stand.server.ask(question(stand));
  await git('worktree', 'add', '--quiet', join(stand.folder, 'work', 'elsewhere'), 'overmind/state');
  expect(await stand.server.ask(question(stand, { content: 'notes: new\n' }))).toMatchObject({
    ...{ kind: 'refused', detail: expect.stringContaining('is checked out') },
  });
  expect(await git('log', '--format=%s', 'overmind/state')).toBe('v1: First version');
});
