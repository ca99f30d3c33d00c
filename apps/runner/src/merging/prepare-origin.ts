import type { TaskOrigin } from '@overmind/contracts/entities/task';
import { filtersOff, GitError, git } from '../workspace/git.ts';
import { placeOf, type Workspace } from '../workspace/worktree.ts';
import { mergeTrees } from './merge-trees.ts';
import { findCommit, isAncestor, treeOf } from './open.ts';

export interface PreparedOrigin {
  kind: TaskOrigin['kind'];
  /** No file conflicts: a revert needs no agent then. */
  isClean: boolean;
  conflicts: string[];
}

const machine = { name: 'OvermindOps', email: 'orchestrator@overmind.invalid', date: '@0 +0000' };
const nobody = {
  ...{ GIT_AUTHOR_NAME: machine.name, GIT_AUTHOR_EMAIL: machine.email, GIT_AUTHOR_DATE: machine.date },
  ...{ GIT_COMMITTER_NAME: machine.name, GIT_COMMITTER_EMAIL: machine.email },
  GIT_COMMITTER_DATE: machine.date,
};

const missing = (commit: string): string =>
  `Commit ${commit.slice(0, 10)} is not in the repository of this runner. Where another made it in a clone of its own, start that one or fetch the commit here, then run the task again.`;

/** What is to be merged into the workspace: the change itself, or a commit that takes it back. Throws GitError. */
async function changeOf(workspace: Workspace, origin: TaskOrigin): Promise<string> {
  const place = placeOf(workspace);
  const commit = await findCommit(place, origin.commit);
  if (commit === null) throw new GitError(missing(origin.commit), null);
  if (origin.kind === 'rebase') return commit;
  if (!(await isAncestor(place, commit, workspace.base_commit)))
    throw new GitError(
      `Commit ${commit.slice(0, 10)} is not in the base branch, so it cannot be taken back.`,
      null,
    );
  const tree = origin.parent_commit === null ? null : await treeOf(place, origin.parent_commit);
  if (tree === null) throw new GitError('What stood there before the merge is not known any more.', null);
  // Stands on the commit itself, so that git takes that as the common ground.
  return git(['commit-tree', tree, '-p', commit, '-m', 'Revert'], place, { env: nobody });
}

/**
 * Puts the change that a task is about into its fresh workspace, conflict markers included; nothing is committed.
 * With `isThere` it only tells what was put there. Throws GitError.
 */
export async function prepareOrigin(
  workspace: Workspace,
  origin: TaskOrigin,
  isThere = false,
): Promise<PreparedOrigin> {
  const place = placeOf(workspace);
  const merged = await mergeTrees(place, workspace.base_commit, await changeOf(workspace, origin));
  if (!isThere) {
    const call = { extraConfig: await filtersOff(place), timeoutMs: 600_000 };
    await git(['read-tree', '-m', '-u', workspace.base_commit, merged.tree], place, call);
  }
  return { kind: origin.kind, isClean: merged.conflicts.length === 0, conflicts: merged.conflicts };
}

/** Files that conflicted and still hold conflict markers in a commit. */
export async function findLeftMarkers(
  workspace: Workspace,
  commit: string,
  { conflicts }: PreparedOrigin,
): Promise<string[]> {
  if (conflicts.length === 0) return [];
  const paths = conflicts.map((path) => `:(literal)${path}`);
  const patterns = ['-e', '^<<<<<<< ', '-e', '^>>>>>>> '];
  try {
    const args = ['grep', '-l', '-z', '--no-textconv', ...patterns, commit, '--', ...paths];
    const found = await git(args, placeOf(workspace), { isRead: true });
    return found
      .split('\0')
      .filter((name) => name !== '')
      .map((name) => name.slice(commit.length + 1));
  } catch (error) {
    // Its way of saying that there are none.
    if (error instanceof GitError && error.exitCode === 1) return [];
    throw error;
  }
}
