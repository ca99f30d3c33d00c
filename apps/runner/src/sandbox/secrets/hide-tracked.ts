import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { codeOf } from '../../log.ts';
import {
  diskPath,
  listTracked,
  lookAway,
  putBack,
  type TrackedFile,
} from '../../workspace/set-aside/tracked-files.ts';
import type { Workspace } from '../../workspace/worktree.ts';
import { isSecretPath } from './deny-list.ts';

/** Tracked files whose content is out of the workspace until `restore`. */
export interface HiddenFiles {
  paths: string[];
  /** Puts each back as it was in disk and index, whatever was done to it meanwhile. */
  restore(): Promise<void>;
}

/**
 * Empties the tracked files of the deny list, so that their content is not on the disk while agents work. Covering
 * them would not do: whoever renames the folder around a covered file uncovers it for the next step. Git is told to
 * look away, so that they don't show as changed.
 */
export async function hideTracked(workspace: Workspace, exempt: readonly string[]): Promise<HiddenFiles> {
  const found = await listTracked(workspace, (path) => isSecretPath(path) && !exempt.includes(path));
  const hidden: TrackedFile[] = [];
  // Links hold nothing themselves.
  for (const file of found) if (!file.isLink && (await empty(diskPath(workspace, file)))) hidden.push(file);
  await lookAway(workspace, hidden);
  const paths = hidden.map(({ path }) => path);
  return { paths, restore: () => putBack(workspace, hidden, { onlyMissing: false }) };
}

/** False where no plain file stands. Never through a link. */
async function empty(path: Buffer): Promise<boolean> {
  try {
    if (!(await lstat(path)).isFile()) return false;
    const file = await open(path, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
    await file.close();
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}
