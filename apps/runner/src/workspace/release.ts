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
  if (workspace === null) return leave(job, room);
  // In the folder's turn, so that at no moment it looks to others like one that nobody holds.
  await room.mutex.run(workspace.path, async () => {
    const keeps = job !== null && (await isWanted(workspace, job, end));
    if (keeps) await room.kept.keep(job, workspace, folder);
    leave(job, room);
    if (!keeps) await giveUp(workspace, folder, end, room);
  });
  room.disk.changed();
}

/** One that is wanted is the run's until it is on the record of the kept; one that cannot be removed is nobody's. */
function leave(job: RunJob | null, { live }: Pick<WorkspaceRoom, 'live'>): void {
  if (job !== null) live.delete(job.run.id);
}

async function giveUp(
  workspace: Workspace,
  folder: string,
  end: RunEnd | null,
  { kept, mutex }: Pick<WorkspaceRoom, 'kept' | 'mutex'>,
): Promise<void> {
  // Handing it over was broken off, so it is still that of the run before.
  if (await kept.holds(workspace.path)) await forgetWorkspace(folder);
  else await removeWorktree(workspace, mutex, !holdsResult(end));
}

/** A session that did not come to its end may be gone on with; work that could not be committed is nowhere else. */
async function isWanted(workspace: Workspace, { agent }: RunJob, end: RunEnd | null): Promise<boolean> {
  if (!(await mayHoldWork(workspace))) return false;
  if (end?.kind !== 'complete') return agent.config.executor === 'acp';
  if (end.result.reason === 'disk_full') return false;
  return workspace.kind === 'copy' ? end.only_in_workspace === true : end.result.head_commit === null;
}

/**
 * Whether there may be work in a workspace that no commit has. Before its snapshots are begun no process of a run is in
 * it, and not all its files may be.
 */
export async function mayHoldWork({ git_dir: gitDir, snapshots, path }: Workspace): Promise<boolean> {
  return gitDir !== '' && snapshots !== undefined && (await isFolder(path));
}

/** Where people find it, for the end of its run. */
export const keptAt = ({ path }: Workspace): string =>
  `its workspace is kept on the runner, for a week at most: ${path}`;

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
