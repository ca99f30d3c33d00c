import type { RunJob } from '@overmind/contracts/entities/run';
import { isFolder } from '../presets/kept-file.ts';
import type { RunEnd } from '../spool/run-spool.ts';
import type { WorkspaceRoom } from './room.ts';
import { findWorkspace, forgetWorkspace, removeWorktree, type Workspace } from './worktree.ts';

/**
 * Gives a run's workspace up once no process is left in it: it is removed, and its branch with it unless it holds a
 * result. It is kept where somebody may want what is in it.
 */
export async function releaseWorkspace(
  folder: string,
  job: RunJob | null,
  end: RunEnd | null,
  room: Pick<WorkspaceRoom, 'kept' | 'mutex' | 'disk' | 'live'>,
): Promise<void> {
  const workspace = await findWorkspace(folder);
  if (workspace === null) {
    if (job !== null) room.live.delete(job.run.id);
    return;
  }
  // In the folder's turn, so that at no moment it looks to others like one that nobody holds.
  await room.mutex.run(workspace.path, async () => {
    if (job !== null && (await isWanted(workspace, job, end))) await room.kept.keep(job, workspace, folder);
    // Handing it over was broken off, so it is still that of the run before.
    else if (await room.kept.holds(workspace.path)) await forgetWorkspace(folder);
    else await removeWorktree(workspace, room.mutex, !holdsResult(end));
    if (job !== null) room.live.delete(job.run.id);
  });
  room.disk.changed();
}

/** A session that did not come to its end may be gone on with; work that could not be committed is nowhere else. */
async function isWanted(workspace: Workspace, { agent }: RunJob, end: RunEnd | null): Promise<boolean> {
  if (!(await mayHoldWork(workspace))) return false;
  if (end?.kind !== 'complete') return agent.config.executor === 'acp';
  return end.result.head_commit === null && end.result.reason !== 'disk_full';
}

/**
 * Whether there may be work in a workspace that no commit has. Before its snapshots are begun no process of a run is in
 * it, and not all its files may be.
 */
export async function mayHoldWork({ kind, git_dir: gitDir, snapshots, path }: Workspace): Promise<boolean> {
  return kind === 'worktree' && gitDir !== '' && snapshots !== undefined && (await isFolder(path));
}

const holdsResult = (end: RunEnd | null): boolean =>
  end?.kind === 'complete' && end.result.head_commit !== null;

/** Once the server has refused the end of a run: its branch holds a result that nobody has, or nothing and goes. */
export async function forsakeWorkspace(
  folder: string,
  { mutex }: Pick<WorkspaceRoom, 'mutex'>,
): Promise<void> {
  const workspace = await findWorkspace(folder);
  if (workspace !== null) await removeWorktree(workspace, mutex, true);
}
