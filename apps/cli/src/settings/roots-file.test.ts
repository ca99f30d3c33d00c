import { readFile, stat, writeFile } from 'node:fs/promises';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { expect, it } from 'vitest';
import { addRoot, listRoots, rootsFileIn } from './roots-file.ts';

it('holds each folder once, readable by its owner only, and keeps what a person wrote there', async () => {
  await using folder = await createTempFolder();
  const file = rootsFileIn(folder.path);
  await writeFile(file, '# mine\n/code/api');
  expect(await addRoot(folder.path, '/code/shop')).toBe(true);
  expect(await addRoot(folder.path, '/code/shop')).toBe(false);
  expect(await addRoot(folder.path, '/code/api')).toBe(false);
  expect(await readFile(file, 'utf8')).toBe('# mine\n/code/api\n/code/shop\n');
  expect(await listRoots(folder.path)).toEqual(['/code/api', '/code/shop']);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('is empty where there is none', async () => {
  await using folder = await createTempFolder();
  expect(await listRoots(folder.path)).toEqual([]);
});
