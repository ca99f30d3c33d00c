import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeDurably } from '../spool/files.ts';
import { filtersOff, GitError, git, tryGit } from './git.ts';
import type { KeyedMutex } from './mutex.ts';
import { findBaseCommit, hasBranch, type Repository } from './repository.ts';

const Workspace = z.object({
  path: z.string(),
  repository: z.string(),
  common_dir: z.string(),
  git_dir: z.string(),
  branch: z.string(),
  base_commit: z.string(),
});
/** A git worktree of a run's own, on a branch of its own. */
export type Workspace = z.infer<typeof Workspace>;

const fileName = 'workspace.json';
const mostSuffixes = 1_000;

export const placeOf = (workspace: Workspace) => ({
  folder: workspace.path,
  gitDir: workspace.git_dir,
  commonDir: workspace.common_dir,
});

export interface WorktreeOptions {
  repository: Repository;
  /** Where it will stand; must not exist. */
  path: string;
  branch: string;
  baseBranch: string | null;
  /** The run's folder, where the workspace is recorded for the sweep after a crash. */
  recordIn: string;
  mutex: KeyedMutex;
  signal: AbortSignal;
}

/** Makes the worktree; the person's own checkout is not touched. Throws GitError. */
export async function addWorktree(options: WorktreeOptions): Promise<Workspace> {
  const { repository, path, mutex } = options;
  return mutex.run(repository.commonDir, async () => {
    const place = { folder: repository.path };
    const baseCommit = await findBaseCommit(repository, options.baseBranch);
    const branch = await freeBranch(repository.path, options.branch);
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    const draft = {
      path,
      repository: repository.path,
      common_dir: repository.commonDir,
      branch,
      base_commit: baseCommit,
    };
    await record(options.recordIn, { ...draft, git_dir: '' });
    const extraConfig = await filtersOff(place);
    const call = { extraConfig, signal: options.signal, timeoutMs: 600_000 };
    await git(
      ['worktree', 'add', '--quiet', '--no-track', '-b', branch, '--', path, baseCommit],
      place,
      call,
    );
    const gitDir = await git(['rev-parse', '--absolute-git-dir'], { folder: path }, { isRead: true });
    const workspace = { ...draft, git_dir: gitDir };
    await record(options.recordIn, workspace);
    return workspace;
  });
}

async function freeBranch(repository: string, wanted: string): Promise<string> {
  if ((await tryGit(['check-ref-format', '--branch', wanted], { folder: repository })) === null) {
    throw new GitError(`"${wanted}" cannot be the name of a branch.`, null);
  }
  for (let suffix = 1; suffix <= mostSuffixes; suffix++) {
    const name = suffix === 1 ? wanted : `${wanted}-${suffix}`;
    if (!(await hasBranch(repository, name))) return name;
  }
  throw new GitError(`There are too many branches named like "${wanted}".`, null);
}

/** Removes the worktree and keeps its branch, unless `dropBranch` asks to remove one that holds nothing new. */
export async function removeWorktree(
  workspace: Workspace,
  mutex: KeyedMutex,
  dropBranch = false,
): Promise<void> {
  await mutex.run(workspace.common_dir, async () => {
    const place = { folder: workspace.repository };
    const isRemoved = await tryGit(['worktree', 'remove', '--force', '--force', '--', workspace.path], place);
    // Git refuses when its link was broken by what ran there; the folder is ours to remove all the same.
    if (isRemoved === null) {
      await rm(workspace.path, { recursive: true, force: true, maxRetries: 3 });
      if (workspace.git_dir !== '') await rm(workspace.git_dir, { recursive: true, force: true });
    }
    if (!dropBranch) return;
    const ref = `refs/heads/${workspace.branch}`;
    // Compare and delete: a branch that moved is kept.
    await tryGit(['update-ref', '-d', ref, workspace.base_commit], place);
  });
}

async function record(folder: string, workspace: Workspace): Promise<void> {
  await writeDurably(join(folder, fileName), JSON.stringify(workspace));
}

export const findWorkspace = (folder: string): Promise<Workspace | null> =>
  readJson(join(folder, fileName), Workspace);
