import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { quarantine } from '../../executors/acp/quarantine.ts';
import { hideTracked } from '../../sandbox/secrets/hide-tracked.ts';
import { runGit } from '../../test-support/repository.ts';
import { tempFolder } from '../../test-support/temp-folder.ts';
import { copyToWorkspace } from '../copy/copied-folder.ts';

/** A workspace over a folder without git. */
async function makeCopy(files: Record<string, string>, readable: string[] = []) {
  const folder = await tempFolder();
  const [plain, recordIn] = [join(folder, 'plain'), join(folder, 'run')];
  for (const path of [join(plain, '.claude'), recordIn]) await mkdir(path, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(plain, name), text);
  return copyToWorkspace({
    ...{ folder: plain, path: join(folder, 'copy'), branch: 'overmind/SHOP-1/1', recordIn, readable },
    ...{ limitBytes: 1024 * 1024, signal: new AbortController().signal },
  });
}

it('sets aside settings for agents in a copied folder, those that git would ignore too', async () => {
  const local = '.claude/settings.local.json';
  const workspace = await makeCopy({
    '.gitignore': '*.local.json\n',
    '.mcp.json': '{}\n',
    [local]: '{"a":1}\n',
  });
  {
    await using held = await quarantine(workspace, { trusted: [], isAdopted: false });
    expect([...held.paths].sort()).toEqual([local, '.mcp.json']);
    for (const path of held.paths) await expect(access(join(workspace.path, path))).rejects.toThrow('ENOENT');
  }
  expect(await readFile(join(workspace.path, local), 'utf8')).toBe('{"a":1}\n');
  expect(await readFile(join(workspace.path, '.mcp.json'), 'utf8')).toBe('{}\n');
});

it('empties secrets whose folders have names that are not UTF-8, and puts them back', async () => {
  const workspace = await makeCopy({ 'a.txt': 'a\n' });
  const folder = Buffer.concat([Buffer.from(`${workspace.path}/caf`), Buffer.from([0xe9])]);
  const file = Buffer.concat([folder, Buffer.from('/.env')]);
  await mkdir(folder);
  await writeFile(file, 'KEY=1\n');
  await runGit(
    workspace.path,
    `--git-dir=${workspace.git_dir}`,
    `--work-tree=${workspace.path}`,
    'add',
    '--all',
  );
  const hidden = await hideTracked(workspace, []);
  expect(hidden.paths).toHaveLength(1);
  expect(await readFile(file, 'utf8')).toBe('');
  await hidden.restore();
  expect(await readFile(file, 'utf8')).toBe('KEY=1\n');
});
