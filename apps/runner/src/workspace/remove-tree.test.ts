import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { tempFolder } from '../test-support/temp-folder.ts';
import { removeTree } from './remove-tree.ts';

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

/** Root may remove anything, so it is done as somebody else, who may not be able to read this checkout. */
async function removeAsSomebody(path: string): Promise<void> {
  if (!isRoot) return removeTree(path);
  const { outputFiles } = await build({
    ...{ entryPoints: [join(import.meta.dirname, 'remove-tree.ts')], bundle: true, write: false },
    ...{ platform: 'node', format: 'esm' },
  });
  const code = `${outputFiles[0]?.text}; await removeTree(process.argv[1]);`;
  await execa(process.execPath, ['--input-type=module', '-e', code, path], {
    ...{ uid: nobody, gid: nobody, cwd: '/', env: { HOME: '/nonexistent' } },
  });
}

test('removes folders that their maker took the right to write from, and follows no link', async () => {
  const folder = await tempFolder();
  const [tree, outside] = [join(folder, 'tree'), join(folder, 'outside')];
  await mkdir(join(tree, 'mod', 'cache'), { recursive: true });
  await mkdir(outside);
  await writeFile(join(tree, 'mod', 'cache', 'a.go'), '');
  await writeFile(join(outside, 'kept.txt'), 'kept');
  await symlink(outside, join(tree, 'way-out'));
  if (isRoot) await execa('chown', ['-R', '-h', `${nobody}:${nobody}`, folder]);
  await chmod(join(tree, 'mod', 'cache'), 0o000);
  await chmod(join(tree, 'mod'), 0o555);
  await chmod(tree, 0o555);
  await removeAsSomebody(tree);
  expect(existsSync(tree)).toBe(false);
  expect(await readFile(join(outside, 'kept.txt'), 'utf8')).toBe('kept');
});

test('has nothing against what is not there', async () => {
  await removeTree(join(await tempFolder(), 'nothing'));
});
