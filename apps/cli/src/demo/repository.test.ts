import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTempFolder, type TempFolder } from '@overmind/testing/temp-folder';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureDemoRepository } from './repository.ts';

const run = promisify(execFile);
let folder: TempFolder;
let repository: string;

beforeEach(async () => {
  folder = await createTempFolder();
  repository = await ensureDemoRepository(folder.path);
});
afterEach(() => folder.remove());

it('is a clean repository with a commit, and stays as it is on later starts', async () => {
  const git = async (...args: string[]): Promise<string> =>
    (await run('git', ['-C', repository, ...args])).stdout;
  expect(await git('status', '--porcelain')).toBe('');
  expect(await git('log', '--format=%s')).toBe('Add a cart with discounts\n');
  await writeFile(join(repository, 'README.md'), 'mine');
  expect(await ensureDemoRepository(folder.path)).toBe(repository);
  expect(await readFile(join(repository, 'README.md'), 'utf8')).toBe('mine');
});
