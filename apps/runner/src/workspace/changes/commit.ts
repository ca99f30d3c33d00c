import { join } from 'node:path';
import type { RunJob } from '@overmind/contracts/entities/run';
import { isSecretPath } from '../../sandbox/secrets/deny-list.ts';
import { git } from '../git.ts';
import { editTree } from '../snapshot/edit-tree.ts';
import { agentIdentity } from '../variables.ts';
import { placeOf, type Workspace } from '../worktree.ts';
import { type ChangedFile, listChanges } from './changed-files.ts';
import { openPlainView } from './plain-view.ts';

export interface Changes {
  headCommit: string;
  files: ChangedFile[];
  /** Files of the deny list that the run added or changed. They are in no commit and no artifact. */
  leftOut: string[];
  filesChanged: number;
  insertions: number;
  deletions: number;
  /** Git's own table of files, for a person. */
  stat: string;
}

export interface CommitOptions {
  /** The files as the run is to show them. */
  tree: string;
  /** A folder of the runner's, for the index. */
  folder: string;
  /** Whether a file of the deny list may be in the commit all the same. */
  maySecret: (path: string) => boolean;
}

/**
 * Commits a tree as one commit on top of the base, on the run's branch, with plumbing only: no hook, no editor, no
 * signing. Neither the workspace's own index nor its HEAD is believed: both are the agent's to write where there is
 * no sandbox, and could hide files or pull in another history.
 */
export async function commitChanges(
  workspace: Workspace,
  job: RunJob,
  { tree, folder, maySecret }: CommitOptions,
): Promise<Changes> {
  const place = placeOf(workspace);
  const { base_commit, branch } = workspace;
  const changed = await listChanges(workspace, base_commit, tree);
  const secrets = changed.filter(
    ({ status, path }) => status !== 'D' && isSecretPath(path) && !maySecret(path),
  );
  const entries = secrets.map(({ before }) => before);
  const final = await editTree(workspace, tree, entries, join(folder, 'commit.index'));
  const base = await git(['rev-parse', '--verify', `${base_commit}^{tree}`], place, { isRead: true });
  const head = final === base ? base_commit : await commitTree(workspace, job, final);
  await git(['update-ref', '-m', `OvermindOps run ${job.run.id}`, `refs/heads/${branch}`, head], place);
  const files = secrets.length === 0 ? changed : await listChanges(workspace, base_commit, head);
  const leftOut = secrets.map(({ path }) => path);
  return { headCommit: head, files, leftOut, ...(await measure(workspace, head, folder)) };
}

async function commitTree(workspace: Workspace, job: RunJob, tree: string): Promise<string> {
  const { name, email } = agentIdentity(job);
  const env = {
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email },
  };
  const title = job.task.title.replace(/\s+/g, ' ').trim() || job.task.key;
  const message = `${title}\n\nOvermind-Task: ${job.task.key}\nOvermind-Run: ${job.run.id}\n`;
  const args = ['commit-tree', tree, '-p', workspace.base_commit, '-F', '-'];
  return git(args, placeOf(workspace), { env, input: message });
}

async function measure(
  workspace: Workspace,
  head: string,
  folder: string,
): Promise<Pick<Changes, 'filesChanged' | 'insertions' | 'deletions' | 'stat'>> {
  const args = ['diff', '--no-color', '--no-ext-diff', '--no-textconv', '--find-renames', '--stat=100'];
  const range = ['--stat-count=40', '--end-of-options', workspace.base_commit, head, '--'];
  await using view = await openPlainView(workspace, folder);
  const table = await git([...args, ...range], view.place, { ...view.call, isRead: true });
  const count = (word: RegExp): number => Number(word.exec(table.split('\n').at(-1) ?? '')?.[1] ?? 0);
  return {
    filesChanged: count(/(\d+) files? changed/),
    insertions: count(/(\d+) insertion/),
    deletions: count(/(\d+) deletion/),
    stat: table,
  };
}
