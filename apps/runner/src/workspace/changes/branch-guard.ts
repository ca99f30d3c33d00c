import type { RunJob, SandboxLevel } from '@overmind/contracts/entities/run';
import { git, tryGit } from '../git.ts';
import { agentIdentity } from '../variables.ts';
import type { Workspace } from '../worktree.ts';

/** Branches and tags by their full names, and what they stand on. */
export type Branches = ReadonlyMap<string, string>;

const read = { isRead: true };
/** Branches belong to all worktrees; the run's own may be gone by now. */
const placeOf = ({ common_dir }: Workspace) => ({ folder: common_dir, gitDir: common_dir });

export async function readBranches(workspace: Workspace): Promise<Branches> {
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads/', 'refs/tags/'];
  const listed = await git(args, placeOf(workspace), read);
  const lines = listed.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
}

export interface Undone {
  moved: string[];
  /** Names of those that had vanished and are there again. */
  restored: string[];
}

/** Puts back what of the branches and tags the run moved or removed, its own branch aside, and removes what it made. */
export async function undoBranchMoves(
  workspace: Workspace,
  before: Branches,
  job: Pick<RunJob, 'agent' | 'run'>,
  sandbox: SandboxLevel | null,
): Promise<Undone> {
  const moved = await undoMoves(workspace, before, job);
  // In a sandbox the refs are not in reach, so a person removed them.
  const isOutOfReach = sandbox === 'sandboxed' || sandbox === null;
  return { moved, restored: isOutOfReach ? [] : await restoreVanished(workspace, before, job) };
}

/**
 * In a sandbox there are none moved, since an agent there has refs of its own. Without one, a branch that moved meanwhile
 * may have been moved by a person: only what carries the name of this run, in the commit it was moved to or in the
 * log of the branch, is undone, and only while the branch still stands where the run put it.
 */
async function undoMoves(
  workspace: Workspace,
  before: Branches,
  job: Pick<RunJob, 'agent' | 'run'>,
): Promise<string[]> {
  const place = placeOf(workspace);
  const own = `refs/heads/${workspace.branch}`;
  const moved: string[] = [];
  for (const [ref, commit] of await readBranches(workspace)) {
    const earlier = before.get(ref);
    if (ref === own || commit === earlier || !(await isMovedBy(job, workspace, ref, commit))) continue;
    if (earlier === undefined) await tryGit(['update-ref', '-d', ref, commit], place);
    else {
      const message = `OvermindOps undoes what run ${job.run.id} may not do`;
      await tryGit(['update-ref', '-m', message, ref, earlier, commit], place);
      moved.push(nameOf(ref));
    }
  }
  return moved;
}

/**
 * Who removed a branch is written nowhere, so each that vanished is put back: one too many is removed again in a
 * moment, and the commits of one too few may be lost for good. Branches of runs come and go by the runner itself, as
 * long as another branch holds what they held.
 */
async function restoreVanished(
  workspace: Workspace,
  before: Branches,
  { run }: Pick<RunJob, 'run'>,
): Promise<string[]> {
  const place = placeOf(workspace);
  const own = `refs/heads/${workspace.branch}`;
  const now = await readBranches(workspace);
  const restored: string[] = [];
  for (const [ref, target] of before) {
    if (ref === own || now.has(ref)) continue;
    if (ref.startsWith('refs/heads/overmind/') && (await isHeld(workspace, target))) continue;
    const message = `OvermindOps puts back what vanished during run ${run.id}`;
    const nothing = '0'.repeat(target.length);
    const made = await tryGit(['update-ref', '-m', message, ref, target, nothing], place);
    if (made !== null) restored.push(nameOf(ref));
  }
  return restored;
}

async function isHeld(workspace: Workspace, commit: string): Promise<boolean> {
  const args = ['for-each-ref', '--count=1', `--contains=${commit}`, 'refs/heads/'];
  const holder = await tryGit(args, placeOf(workspace), read);
  return holder !== null && holder !== '';
}

const nameOf = (ref: string): string => ref.replace(/^refs\/(?:heads|tags)\//, '');

async function isMovedBy(
  job: Pick<RunJob, 'agent' | 'run'>,
  workspace: Workspace,
  ref: string,
  commit: string,
): Promise<boolean> {
  const { runEmail } = agentIdentity(job);
  const show = (args: string[]) => tryGit(['log', '-1', ...args, '--'], placeOf(workspace), read);
  const committer = await show(['--format=%ce', '--end-of-options', commit]);
  const mover = await show(['--walk-reflogs', '--format=%ge', '--end-of-options', ref]);
  return committer === runEmail || mover === runEmail;
}
