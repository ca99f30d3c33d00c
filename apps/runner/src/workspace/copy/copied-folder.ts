import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSecretFolder, isSecretPath } from '../../sandbox/secrets/deny-list.ts';
import { GitError, git } from '../git.ts';
import { removeTree } from '../remove-tree.ts';
import { recordWorkspace, type Workspace } from '../worktree.ts';
import { copyTree, TooLarge } from './copy-tree.ts';

export interface CopyOptions {
  /** The real path of the folder. */
  folder: string;
  /** Where the copy will stand; must not exist. */
  path: string;
  branch: string;
  /** The run's folder, which also holds the repository that the changes are measured by. */
  recordIn: string;
  limitBytes: number;
  /** Files of the deny list that are no secret here. */
  readable?: readonly string[];
  /** Writes a sentence into the run's log. */
  say?: (sentence: string) => void;
  signal: AbortSignal;
}

const mostFiles = 500_000;
const identity = {
  ...{ GIT_AUTHOR_NAME: 'OvermindOps', GIT_AUTHOR_EMAIL: 'runner@agents.overmind.invalid' },
  ...{ GIT_COMMITTER_NAME: 'OvermindOps', GIT_COMMITTER_EMAIL: 'runner@agents.overmind.invalid' },
};

/**
 * A workspace over a folder without git. Files of the deny list stay out of it, as untracked ones stay out of a
 * worktree, and so do the git folders of repositories inside, whose settings may hold passwords and name programs;
 * since they are in no state of the copy, they are in no difference either. The state before the work is committed to a repository in the run's
 * folder, out of the agent's sight; from there on it is handled like any other. Throws GitError.
 */
export async function copyToWorkspace(options: CopyOptions): Promise<Workspace> {
  const { folder, path, branch, recordIn, signal } = options;
  const gitDir = join(recordIn, 'shadow.git');
  const made = {
    kind: 'copy' as const,
    path,
    repository: folder,
    common_dir: gitDir,
    git_dir: gitDir,
    branch,
  };
  await recordWorkspace(recordIn, { ...made, base_commit: '' });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await removeTree(path);
  await copyAllowed(options);
  const workspace = { ...made, base_commit: await commitAsFound(path, gitDir, branch, signal) };
  await recordWorkspace(recordIn, workspace);
  return workspace;
}

async function copyAllowed(options: CopyOptions): Promise<void> {
  const { folder, path, limitBytes, signal, readable = [], say } = options;
  const isLeftOut = (inside: string, isFolder: boolean): boolean => {
    if (inside.split('/').pop()?.toLowerCase() === '.git') return true;
    if (isFolder) return isSecretFolder(inside) && !readable.some((each) => each.startsWith(`${inside}/`));
    return isSecretPath(inside) && !readable.includes(inside);
  };
  try {
    const bounds = { bytes: limitBytes, entries: mostFiles, isLeftOut, signal };
    const leftOut = await copyTree(folder, path, bounds);
    if (leftOut.length > 0)
      say?.(`Left out of the copy, since they may hold secrets or are git's own: ${listed(leftOut)}`);
  } catch (error) {
    if (error instanceof TooLarge) throw new GitError(`${folder} cannot be copied. ${error.message}`, null);
    throw error;
  }
}

function listed(paths: readonly string[]): string {
  const more = paths.length > 10 ? ` and ${paths.length - 10} more` : '';
  return `${paths.slice(0, 10).join(', ')}${more}`;
}

async function commitAsFound(
  path: string,
  gitDir: string,
  branch: string,
  signal: AbortSignal,
): Promise<string> {
  const place = { folder: path, gitDir };
  const call = { signal, timeoutMs: 600_000 };
  await git(['init', '--quiet'], place, call);
  await git(['symbolic-ref', 'HEAD', `refs/heads/${branch}`], place, call);
  await git(['add', '--all', '--', '.'], place, call);
  const tree = await git(['write-tree'], place, call);
  const commit = await git(['commit-tree', tree, '-F', '-'], place, { env: identity, input: 'As found\n' });
  await git(['update-ref', `refs/heads/${branch}`, commit], place, call);
  return commit;
}
