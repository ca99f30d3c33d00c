import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../test-support/temp-folder.ts';
import { runUnprivileged } from '../test-support/unprivileged.ts';
import { removeTree } from './remove-tree.ts';

async function removeAsOwner(path: string): Promise<void> {
  const code = `import { removeTree } from './remove-tree.ts'; await removeTree(process.argv.at(-1));`;
  await runUnprivileged(code, { cwd: import.meta.dirname, args: [path] });
}

test('removes folders that their maker took the right to write from, and follows no link', async () => {
  const folder = await tempFolder();
  const [tree, outside] = [join(folder, 'tree'), join(folder, 'outside')];
  await mkdir(join(tree, 'mod', 'cache'), { recursive: true });
  await mkdir(outside);
  await writeFile(join(tree, 'mod', 'cache', 'a.go'), '');
  await writeFile(join(outside, 'kept.txt'), 'kept');
  await symlink(outside, join(tree, 'way-out'));
  await chmod(join(tree, 'mod', 'cache'), 0o000);
  await chmod(join(tree, 'mod'), 0o555);
  await chmod(tree, 0o555);
  await removeAsOwner(tree);
  expect(existsSync(tree)).toBe(false);
  expect(await readFile(join(outside, 'kept.txt'), 'utf8')).toBe('kept');
});

test('removes shut folders whose names are not UTF-8', async () => {
  const tree = join(await tempFolder(), 'tree');
  const shut = Buffer.concat([Buffer.from(`${tree}/caf`), Buffer.from([0xe9])]);
  await mkdir(shut, { recursive: true });
  await writeFile(Buffer.concat([shut, Buffer.from('/file')]), '');
  await chmod(shut, 0o000);
  await removeAsOwner(tree);
  expect(existsSync(tree)).toBe(false);
});

test('has nothing against what is not there', async () => {
  await removeTree(join(await tempFolder(), 'nothing'));
});
