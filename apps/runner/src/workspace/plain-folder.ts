import { lstat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { AllowedRoots } from './roots.ts';

/** A folder that git knows nothing of; one with a broken repository in it, or inside of git's own, is not meant. */
export async function findPlainFolder(path: string, roots: AllowedRoots): Promise<string | null> {
  const resolution = await roots.resolve(path);
  if (!resolution.ok || resolution.path.split(sep).includes('.git')) return null;
  const hasGit = await lstat(join(resolution.path, '.git')).then(
    () => true,
    () => false,
  );
  return hasGit ? null : resolution.path;
}
