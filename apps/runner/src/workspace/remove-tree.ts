import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { codeOf } from '../log.ts';

const slash = Buffer.from('/');
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
    await openFolders(Buffer.from(path));
    await rm(path, removal);
  }
}

/** Names are bytes, because not all of them are UTF-8. */
async function openFolders(path: Buffer): Promise<void> {
  if (!(await lstat(path)).isDirectory()) return;
  await chmod(path, 0o700);
  for (const entry of await readdir(path, { withFileTypes: true, encoding: 'buffer' }))
    if (entry.isDirectory()) await openFolders(Buffer.concat([path, slash, entry.name]));
}
