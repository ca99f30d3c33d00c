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

async function countTests(): Promise<{ passed: number; failed: number }> {
  // Inside a test runner node takes itself for one of its children.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap'], {
    cwd: repository,
    env,
  }).catch((error: unknown) => error as { stdout: string });
  const count = (name: string): number => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(stdout)?.[1]);
  return { passed: count('pass'), failed: count('fail') };
}

it('has one failing test, which its script mends in one line', async () => {
  expect(await countTests()).toEqual({ passed: 3, failed: 1 });
  await run(process.execPath, ['scripts/fix-discount.mjs'], { cwd: repository });
  expect(await countTests()).toEqual({ passed: 4, failed: 0 });
  const { stdout } = await run('git', ['-C', repository, 'diff', '--numstat']);
  expect(stdout).toBe('1\t1\tsrc/cart.js\n');
});

it('is a clean repository with a commit, and stays as it is on later starts', async () => {
  const git = async (...args: string[]): Promise<string> =>
    (await run('git', ['-C', repository, ...args])).stdout;
  expect(await git('status', '--porcelain')).toBe('');
  expect(await git('log', '--format=%s')).toBe('Add a cart with discounts\n');
  await writeFile(join(repository, 'README.md'), 'mine');
  expect(await ensureDemoRepository(folder.path)).toBe(repository);
  expect(await readFile(join(repository, 'README.md'), 'utf8')).toBe('mine');
});
