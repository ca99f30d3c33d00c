import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { defaultLimits } from '../limits.ts';
import { readJson, writeDurably } from '../spool/files.ts';
import { filtersOff, type GitCall, GitError, type GitPlace, git, tryGit } from './git.ts';
import type { Lanes } from './lanes.ts';
import type { KeyedMutex } from './mutex.ts';
import { removeTree } from './remove-tree.ts';
import type { Repository } from './repository.ts';
import { findStart, type Start } from './start.ts';

/** Trees of the files in a workspace, as they were at moments of a run. */
export const Snapshots = z.object({
  /** What the run goes on from: its base, an earlier attempt's work or the change that the task is about. */
  start: z.string(),
  /** After set-up, before the work; null as long as that was not reached. */
  baseline: z.string().nullable(),
  /** After the work, before the checks. */
  result: z.string().nullable(),
});
export type Snapshots = z.infer<typeof Snapshots>;

export const Workspace = z.object({
  kind: z.enum(['worktree', 'copy']).default('worktree'),
  path: z.string(),
  repository: z.string(),
  common_dir: z.string(),
  git_dir: z.string(),
  branch: z.string(),
  base_commit: z.string(),
  snapshots: Snapshots.optional(),
  /** The run whose session is gone on with here: should that fail too, the next attempt asks for it by this one. */
  resumed_from: z.string().optional(),
});
/**
 * The folder of a run's own: a git worktree on a branch of its own, or the copy of a folder without git, whose
 * changes are measured by a repository that only the runner knows.
 */
export type Workspace = z.infer<typeof Workspace>;

/** Branches of checks of a merge: nobody commits there, and they go with their worktree. */
export const checkBranches = 'overmind/merge-check/';

const fileName = 'workspace.json';
const mostSuffixes = 1_000;
const mostTries = 5;

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
  /** Found before; else the head of the base branch. */
  start?: Start;
  /** The run's folder, where the workspace is recorded for the sweep after a crash. */
  recordIn: string;
  mutex: KeyedMutex;
  /** How many may write their files at a time; more than there are processors only wait for each other. */
  lanes?: Lanes;
  signal: AbortSignal;
  /** For each call of git that writes; as long as a runner gives it where it is absent. */
  timeoutMs?: number;
}

/** All processors write files, where there are enough files for it to be worth while. */
const checkoutSettings: readonly [string, string][] = [['checkout.workers', '0']];

/**
 * Makes the worktree; the person's own checkout is not touched. Only what changes the repository itself is done one
 * at a time; the files of several worktrees are written at once. Throws GitError.
 */
export async function addWorktree(options: WorktreeOptions): Promise<Workspace> {
  const { repository, signal, timeoutMs = defaultLimits.worktreeMs } = options;
  const place = { folder: repository.path };
  const [filters, start] = await Promise.all([
    filtersOff(place),
    options.start ?? findStart(repository, { baseBranch: options.baseBranch, startCommit: null }),
    requireBranchName(place, options.branch),
  ]);
  const call = { extraConfig: [...checkoutSettings, ...filters], signal, timeoutMs };
  await mkdir(dirname(options.path), { recursive: true, mode: 0o700 });
  const workspace = await register(options, start, call);
  // Before its files: whoever breaks that off, or finds it broken off, knows of it.
  await recordWorkspace(options.recordIn, workspace);
  const writeFiles = () => git(['read-tree', '--reset', '-u', 'HEAD'], placeOf(workspace), call);
  await (options.lanes === undefined ? writeFiles() : inTurn(options.lanes, writeFiles, signal));
  return workspace;
}

async function inTurn(lanes: Lanes, writeFiles: () => Promise<string>, signal: AbortSignal): Promise<void> {
  try {
    await lanes.run(writeFiles, signal);
  } catch (error) {
    if (error instanceof GitError || !signal.aborted) throw error;
    throw new GitError('The run was stopped before its files were written.', null);
  }
}

async function register(options: WorktreeOptions, start: Start, call: GitCall): Promise<Workspace> {
  const { repository, path, mutex } = options;
  const place = { folder: repository.path };
  const flags = ['--quiet', '--no-track', '--no-checkout'];
  for (let tries = 1; ; tries++) {
    const branch = await freeBranch(place, options.branch);
    const draft = {
      ...{ kind: 'worktree' as const, path, repository: repository.path, common_dir: repository.commonDir },
      ...{ branch, base_commit: start.baseCommit },
    };
    await recordWorkspace(options.recordIn, { ...draft, git_dir: '' });
    const add = ['worktree', 'add', ...flags, '-b', branch, '--', path, start.commit];
    try {
      await mutex.run(repository.commonDir, () => git(add, place, call));
      return { ...draft, git_dir: await readPointer(path) };
    } catch (error) {
      // Looking for a name and taking it are two steps; another may have come in between.
      if (tries === mostTries || options.signal?.aborted || !isTaken(error)) throw error;
    }
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof GitError && /(a branch named|cannot lock ref) .* already exists/.test(error.message);

/** Git has written it a moment ago, and nobody else has been there. */
async function readPointer(path: string): Promise<string> {
  const [, gitDir] = /^gitdir: (.+)$/m.exec(await readFile(join(path, '.git'), 'utf8')) ?? [];
  if (gitDir === undefined) throw new GitError(`Git made no worktree at ${path}.`, null);
  return resolve(path, gitDir);
}

async function requireBranchName(place: GitPlace, name: string): Promise<void> {
  if ((await tryGit(['check-ref-format', '--branch', name], place)) === null)
    throw new GitError(`"${name}" cannot be the name of a branch.`, null);
}

async function freeBranch(place: GitPlace, wanted: string): Promise<string> {
  const ref = `refs/heads/${wanted}`;
  const args = ['for-each-ref', '--format=%(refname)', ref, `${ref}-*`];
  const taken = new Set((await git(args, place, { isRead: true })).split('\n'));
  for (let suffix = 1; suffix <= mostSuffixes; suffix++) {
    const name = suffix === 1 ? wanted : `${wanted}-${suffix}`;
    if (!taken.has(`refs/heads/${name}`)) return name;
  }
  throw new GitError(`There are too many branches named like "${wanted}".`, null);
}

/** Removes the worktree and keeps its branch, unless `dropBranch` asks to remove one that holds nothing new. */
export async function removeWorktree(
  workspace: Workspace,
  mutex: KeyedMutex,
  dropBranch = false,
): Promise<void> {
  // Files first, and outside of the lock: that is what takes time.
  await removeTree(workspace.path);
  if (workspace.kind === 'copy') return removeTree(workspace.git_dir);
  await mutex.run(workspace.common_dir, async () => {
    const place = { folder: workspace.repository };
    const isRemoved = await tryGit(['worktree', 'remove', '--force', '--force', '--', workspace.path], place);
    // Git knows nothing of it when making it was broken off, or the repository is gone.
    if (isRemoved === null && workspace.git_dir !== '') await removeTree(workspace.git_dir);
    if (!dropBranch) return;
    const ref = `refs/heads/${workspace.branch}`;
    // Compare and delete: a branch that moved is kept, unless it never holds anything of its own.
    const isOfCheck = workspace.branch.startsWith(checkBranches);
    await tryGit(['update-ref', '-d', ref, ...(isOfCheck ? [] : [workspace.base_commit])], place);
  });
}

/** Written before the workspace is made, so that the sweep after a crash finds it. */
export async function recordWorkspace(folder: string, workspace: Workspace): Promise<void> {
  await writeDurably(join(folder, fileName), JSON.stringify(workspace));
}

export const findWorkspace = (folder: string): Promise<Workspace | null> =>
  readJson(join(folder, fileName), Workspace);

export const forgetWorkspace = (folder: string): Promise<void> => rm(join(folder, fileName), { force: true });
