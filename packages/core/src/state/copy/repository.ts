import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { GitFailed, git } from './git.ts';
import { noteWriter, removeStaleLocks } from './stale-locks.ts';

/** Made elsewhere and moved, so that it is there whole or not at all. */
async function makeRepository(gitDir: string): Promise<void> {
  const draft = `${gitDir}.init`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const form = ['--object-format=sha1', '--initial-branch=main', '--template='];
  await git(draft, ['init', '--quiet', '--bare', ...form]);
  await rename(draft, gitDir);
}

/** Makes it where there is none, and makes it ready to be written to. */
export async function openRepository(gitDir: string): Promise<void> {
  if (!existsSync(gitDir)) await makeRepository(gitDir);
  await removeStaleLocks(gitDir);
  await noteWriter(gitDir);
}

const brokenOf = (gitDir: string): string => `${gitDir}.damaged`;

/** Whether a damaged repository was moved away, and nobody has looked at it yet. */
export const hasBroken = (gitDir: string): boolean => existsSync(brokenOf(gitDir));

/** Reads every object and ref: whether git itself finds that something is missing or spoiled. */
export async function isBroken(gitDir: string): Promise<boolean> {
  if (!existsSync(gitDir)) return false;
  try {
    await git(gitDir, ['fsck', '--full', '--no-dangling', '--no-progress']);
    return false;
  } catch (error) {
    if (error instanceof GitFailed && error.exitCode !== undefined) return true;
    throw error;
  }
}

/** Keeps a damaged repository beside the place where a new one is made. One is kept: a second says it all. */
export async function moveBrokenAway(gitDir: string): Promise<void> {
  if (hasBroken(gitDir)) throw new GitFailed('the copy is damaged once more.', undefined);
  await rename(gitDir, brokenOf(gitDir));
}
