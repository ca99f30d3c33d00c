import { chmod, lstat, opendir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../log.ts';

const removal = { recursive: true, force: true, maxRetries: 3 } as const;

/**
 * Removes what a run left, also folders that it took the right to write from us (Go's module cache is made so). Links
 * are removed, not followed; what is not there is fine.
 */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, removal);
  } catch (error) {
    if (!['EACCES', 'EPERM'].includes(codeOf(error) ?? '')) throw error;
    await openFolders(path);
    await rm(path, removal);
  }
}

async function openFolders(path: string): Promise<void> {
  if (!(await lstat(path)).isDirectory()) return;
  await chmod(path, 0o700);
  for await (const entry of await opendir(path)) {
    if (entry.isDirectory()) await openFolders(join(path, entry.name));
  }
}
