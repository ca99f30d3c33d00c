import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, open, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createTempFolder } from '@overmind/testing/temp-folder';
import { waitFor } from '@overmind/testing/wait-for';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { makeRepository, runGit } from '../test-support/repository.ts';
import { clearDeadLock } from './dead-lock.ts';
import { git, gitCommand } from './git.ts';

const hourAgo = new Date(Date.now() - 3_600_000);

async function lockedRepository(branch: string) {
  const folder = await createTempFolder();
  onTestFinished(folder.remove);
  const path = await makeRepository(join(folder.path, 'shop'), { 'a.txt': 'a' });
  const lock = join(path, '.git/refs/heads', `${branch}.lock`);
  await mkdir(dirname(lock), { recursive: true });
  await writeFile(lock, '');
  const move = () => git(['update-ref', `refs/heads/${branch}`, 'HEAD'], { folder: path });
  return { path, lock, move };
}

it('lets the branch of a run be written though a git that was killed had locked it', async () => {
  const { path, lock, move } = await lockedRepository('overmind/SHOP-3/1');
  await utimes(lock, hourAgo, hourAgo);
  await move();
  expect(await runGit(path, 'rev-parse', 'overmind/SHOP-3/1')).toBe(await runGit(path, 'rev-parse', 'HEAD'));
});

it('leaves the lock of a branch that people write to them, however old', async () => {
  const { lock, move } = await lockedRepository('feature');
  await utimes(lock, hourAgo, hourAgo);
  await expect(move()).rejects.toThrow('feature.lock');
  expect(await readFile(lock, 'utf8')).toBe('');
});

it('leaves a lock that changes while it is watched', async () => {
  const { lock } = await lockedRepository('overmind/SHOP-3/1');
  const cleared = clearDeadLock(`fatal: Unable to create '${lock}': File exists.`, { afterMs: 2_000 });
  let isOver = false;
  const hold = async () => {
    for (let at = Date.now() / 1_000 + 60; !isOver; at++) await utimes(lock, at, at);
  };
  const held = hold();
  expect(await cleared).toBe(false);
  isOver = true;
  await held;
  expect(await readFile(lock, 'utf8')).toBe('');
});

it('leaves a young lock, and waits no longer, when what git was called for is given up', async () => {
  const { lock } = await lockedRepository('overmind/SHOP-3/1');
  const said = `fatal: Unable to create '${lock}': File exists.`;
  expect(await clearDeadLock(said, { signal: AbortSignal.abort() })).toBe(false);
  expect(await readFile(lock, 'utf8')).toBe('');
});

it('is worth another try when the lock went by itself', async () => {
  expect(await clearDeadLock(`Unable to create '/x/refs/heads/overmind/a.lock': File exists.`)).toBe(true);
});

/** Starts git as the runner does, and says when git holds its locks. */
const holder = `
const { file, argv, env, cwd, orders } = JSON.parse(process.argv[1]);
const stdin = require('node:fs').openSync(orders, 'r');
const git = require('node:child_process').spawn(file, argv, { env, cwd, stdio: [stdin, 'pipe', 'inherit'] });
git.stdout.on('data', (said) => { if (String(said).includes('prepare: ok')) console.log('held'); });
`;

it.runIf(process.platform === 'linux')('is not left by the git of a runner that is killed', async () => {
  const { path, lock } = await lockedRepository('overmind/SHOP-3/1');
  await rm(lock);
  const head = await runGit(path, 'rev-parse', 'HEAD');
  const { file, argv, options } = gitCommand(['update-ref', '--stdin'], { folder: path });
  // Stays open, so that it is not the end of its orders that ends git.
  const orders = join(path, 'orders');
  await execa('mkfifo', [orders]);
  await using pipe = await open(orders, 'r+');
  await pipe.write(`start\ncreate refs/heads/overmind/SHOP-3/1 ${head}\nprepare\n`);
  const call = JSON.stringify({ file, argv, env: options.env, cwd: path, orders });
  const runner = spawn(process.execPath, ['-e', holder, call], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(runner.stdout, 'data');
  await access(lock);
  runner.kill('SIGKILL');
  const isGone = () =>
    access(lock).then(
      () => false,
      () => true,
    );
  await waitFor(isGone, { what: 'the lock to go' });
});
