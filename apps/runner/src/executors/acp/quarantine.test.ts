import { access, mkdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { makeRepository, runGit } from '../../test-support/repository.ts';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { KeyedMutex } from '../../workspace/mutex.ts';
import { addWorktree } from '../../workspace/worktree.ts';
import { quarantine } from './quarantine.ts';

/** A worktree of a repository with these files and, where it is told, one whose name is no UTF-8. */
async function makeWorkspace(files: Record<string, string>, odd: Buffer | null = null) {
  const folder = await tempFolder();
  const path = await makeRepository(join(folder, 'work/shop'), files);
  if (odd !== null) {
    await writeFile(Buffer.concat([Buffer.from(`${path}/`), odd]), 'odd');
    await runGit(path, 'add', '--all');
    await runGit(path, 'commit', '--quiet', '-m', 'odd');
  }
  const repository = { ok: true, path, commonDir: join(path, '.git'), defaultBranch: 'main' } as const;
  const recordIn = join(folder, 'run');
  await mkdir(recordIn);
  return addWorktree({
    ...{ repository, path: join(folder, 'worktree'), branch: 'overmind/SHOP-1/1', baseBranch: null },
    ...{ recordIn, mutex: new KeyedMutex(), signal: new AbortController().signal },
  });
}

async function write(root: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}

const isThere = (path: string | Buffer): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

it('sets settings aside whose names are no UTF-8', async () => {
  const odd = Buffer.from('.claude/x\xff.md', 'latin1');
  const workspace = await makeWorkspace({ '.claude/a.md': 'a' }, odd);
  const path = Buffer.concat([Buffer.from(`${workspace.path}/`), odd]);
  expect(await isThere(path)).toBe(true);
  {
    await using held = await quarantine(workspace, { trusted: [], isAdopted: false });
    expect([held.paths.length, await isThere(path)]).toEqual([2, false]);
  }
  expect(await readFile(path, 'utf8')).toBe('odd');
});

it('sets aside what an earlier attempt wrote, and puts it back as it stood', async () => {
  const workspace = await makeWorkspace({
    '.gitignore': '*.local.json\n',
    '.claude/settings.json': '{}',
    '.codex/config.toml': 'base',
  });
  const written = {
    '.claude/settings.json': '{"hooks":{}}',
    '.claude/settings.local.json': '{"allow":1}',
    '.mcp.json': '{"mcp":1}',
    'inner/.claude/agents/a.md': 'agent',
    '.gemini/settings.json': '{"own":"repository"}',
    'app.ts': 'work',
  };
  await write(workspace.path, written);
  for (const folder of ['inner', '.gemini']) await runGit(join(workspace.path, folder), 'init', '--quiet');
  const { 'app.ts': _work, ...settings } = written;
  {
    await using held = await quarantine(workspace, { trusted: [], isAdopted: true });
    expect([...held.paths].sort()).toEqual([...Object.keys(settings), '.codex/config.toml'].sort());
    for (const path of held.paths) expect(await isThere(join(workspace.path, path))).toBe(false);
  }
  for (const [path, text] of Object.entries(written))
    expect(await readFile(join(workspace.path, path), 'utf8')).toBe(text);
});

it('sets a link aside that an earlier attempt put in the place of a folder', async () => {
  const workspace = await makeWorkspace({ 'web/.claude/a.md': 'a', 'lib/b.md': 'b' });
  await runGit(workspace.path, 'mv', 'web/.claude', 'plain');
  await write(workspace.path, { 'web/c.md': 'c' });
  await runGit(workspace.path, 'read-tree', workspace.base_commit);
  await symlink('../lib', join(workspace.path, 'web/.claude'));
  {
    await using held = await quarantine(workspace, { trusted: [], isAdopted: true });
    expect(held.paths).toEqual(['web/.claude']);
    expect(await isThere(join(workspace.path, 'web/.claude'))).toBe(false);
  }
  expect(await readlink(join(workspace.path, 'web/.claude'))).toBe('../lib');
  expect(await readFile(join(workspace.path, 'lib/b.md'), 'utf8')).toBe('b');
});

it('leaves what is reached through a link alone', async () => {
  const workspace = await makeWorkspace({ 'web/.claude/a.md': 'a', 'lib/b.md': 'b' });
  await runGit(workspace.path, 'mv', 'web', 'lib/web');
  await runGit(workspace.path, 'read-tree', workspace.base_commit);
  await symlink('lib/web', join(workspace.path, 'web'));
  {
    await using held = await quarantine(workspace, { trusted: [], isAdopted: true });
    expect(held.paths).toEqual(['lib/web/.claude/a.md']);
  }
  expect(await readFile(join(workspace.path, 'lib/web/.claude/a.md'), 'utf8')).toBe('a');
});

it('keeps settings that are trusted, and what the agent itself has written meanwhile', async () => {
  const workspace = await makeWorkspace({ '.claude/a.md': 'a', '.codex/config.toml': 'base' });
  {
    await using held = await quarantine(workspace, { trusted: ['.codex'], isAdopted: true });
    expect(held.paths).toEqual(['.claude/a.md']);
    await write(workspace.path, { '.claude/a.md': 'new' });
  }
  expect(await readFile(join(workspace.path, '.claude/a.md'), 'utf8')).toBe('new');
});
