import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../../log.ts';
import type { Workspace } from '../worktree.ts';

/**
 * Takes the repository that the changes of a copied folder are measured by out of its run's folder, which goes once the
 * run has been told. What stands elsewhere already was kept before.
 */
export async function keepShadow(workspace: Workspace, runFolder: string, to: string): Promise<Workspace> {
  if (workspace.kind !== 'copy' || dirname(workspace.git_dir) !== runFolder) return workspace;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    await rename(workspace.git_dir, to);
  } catch (error) {
    // A runner that was killed right after it had done so wrote no record of it.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  return { ...workspace, git_dir: to, common_dir: to };
}
