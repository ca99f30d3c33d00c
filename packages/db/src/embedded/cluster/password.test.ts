import { randomBytes } from 'node:crypto';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readOrCreatePassword } from './password.ts';

let folder: TempFolder;
let path: string;
beforeEach(async () => {
  folder = await createTempFolder();
  path = join(folder.path, 'postgres.password');
});
afterEach(() => folder.remove());

it('is whole from the moment it is there, so all who begin at once read the same', async () => {
  const read = await Promise.all(Array.from({ length: 40 }, () => readOrCreatePassword(path)));
  expect(new Set(read)).toEqual(new Set([await readOrCreatePassword(path)]));
  expect(read[0]).toMatch(/^[\w-]{32}$/);
  expect(await readdir(folder.path)).toEqual(['postgres.password']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('is not what somebody who was killed had half written', async () => {
  await writeFile(`${path}.${randomBytes(6).toString('hex')}`, 'half');
  const password = await readOrCreatePassword(path);
  expect(password).toMatch(/^[\w-]{32}$/);
  expect(await readOrCreatePassword(path)).toBe(password);
});
