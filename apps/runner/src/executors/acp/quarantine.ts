import { lstat, realpath, unlink } from 'node:fs/promises';
import { codeOf, messageOf } from '../../log.ts';
import { GitError } from '../../workspace/git.ts';
import {
  diskPath,
  listTracked,
  lookAway,
  putBack,
  type TrackedFile,
  trackAsTheyStand,
  trackOthers,
} from '../../workspace/set-aside/tracked-files.ts';
import type { Workspace } from '../../workspace/worktree.ts';
import { isAgentSetting, isTrusted } from './agent-settings.ts';

interface Quarantine extends AsyncDisposable {
  paths: readonly string[];
}

export interface QuarantineRule {
  /** Paths of settings that stay. */
  trusted: readonly string[];
  /** An earlier attempt may have left settings here that no commit holds. */
  isAdopted: boolean;
}

/**
 * Takes settings for agents out of the workspace, those that the person who runs the runner trusts aside. Disposed,
 * they are there again as they stood, except where the agent has written new ones, which a review shows. Throws
 * GitError, also when one of them cannot be taken out.
 */
export async function quarantine(
  workspace: Workspace,
  { trusted, isAdopted }: QuarantineRule,
): Promise<Quarantine> {
  const isHeld = (path: string): boolean => isAgentSetting(path) && !isTrusted(path, trusted);
  // The copy of a folder without git holds what git would ignore; a new worktree has nothing but what is tracked.
  if (isAdopted || workspace.kind === 'copy') await trackOthers(workspace, isHeld);
  const known = await listStanding(workspace, isHeld);
  // Of what git passes over already, the index knows more than the disk.
  await trackAsTheyStand(
    workspace,
    known.filter(({ isSkipped }) => !isSkipped),
  );
  const taken = await listStanding(workspace, isHeld);
  const restore = (): Promise<void> => putBack(workspace, taken, { onlyMissing: true });
  // Before they go: a runner that is killed in between finds by it what to put back.
  await lookAway(workspace, taken);
  try {
    for (const file of taken) await unlink(diskPath(workspace, file));
  } catch (error) {
    await restore();
    throw new GitError(`Settings for agents cannot be set aside: ${messageOf(error)}`, null);
  }
  return { paths: taken.map(({ path }) => path), [Symbol.asyncDispose]: restore };
}

async function listStanding(workspace: Workspace, isHeld: (path: string) => boolean): Promise<TrackedFile[]> {
  const root = Buffer.from(workspace.path);
  const top = await realpath(root, 'latin1');
  const standing: TrackedFile[] = [];
  for (const file of await listTracked(workspace, isHeld)) {
    const path = diskPath(workspace, file);
    const inside = path.subarray(root.length, path.lastIndexOf('/')).toString('latin1');
    if (await isStanding(path, top + inside)) standing.push(file);
  }
  return standing;
}

/** False where neither a file nor a link stands, or a link is on the way to it. */
async function isStanding(path: Buffer, realFolder: string): Promise<boolean> {
  try {
    if ((await realpath(path.subarray(0, path.lastIndexOf('/')), 'latin1')) !== realFolder) return false;
    const found = await lstat(path);
    return found.isFile() || found.isSymbolicLink();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ELOOP'].includes(codeOf(error) ?? '')) return false;
    throw new GitError(`Settings for agents cannot be set aside: ${messageOf(error)}`, null);
  }
}
