import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from '../worktree.ts';
import { isIndexWhole } from './index-file.ts';
import { putSetAsideBack } from './put-back.ts';

/**
 * Before people enter a workspace that a killed runner or machine left: without a whole index nobody could say which
 * files are to be hidden from them. To be called while nobody is in it. A whole index stays as it is.
 */
export async function mendIndex(workspace: Workspace): Promise<void> {
  await removeLocks(workspace);
  if (!(await isIndexWhole(workspace))) await putSetAsideBack(workspace);
}

/** Of a git that was killed: no process of a run that is over lives, and nobody else is let in while it is taken. */
export async function removeLocks({ git_dir: gitDir }: Workspace): Promise<void> {
  for (const name of ['index.lock', 'HEAD.lock']) await rm(join(gitDir, name), { force: true });
}
