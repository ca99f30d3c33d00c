import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnerWorkspace, WorkspaceReport } from '@overmind/contracts/entities/runner';
import { codeOf } from '../../log.ts';
import { readJob } from '../../spool/run-spool.ts';
import type { WorkspaceRoom } from '../room.ts';
import { findWorkspace, type Workspace } from '../worktree.ts';
import type { KeptWorkspace } from './kept-records.ts';
import { folderBytes, freeBytes } from './measure.ts';

const most = 500;

/** A workspace that neither a live run nor a kept session holds. */
export interface LeftWorkspace {
  runId: string;
  path: string;
  /** Null for a folder that no run's record speaks of. */
  workspace: Workspace | null;
}

/** The workspaces on this runner's disk, and what they, the caches, the spools and the agents' homes take. */
export async function reportWorkspaces(room: WorkspaceRoom): Promise<WorkspaceReport> {
  const [kept, live, left] = await Promise.all([room.kept.list(), listLive(room), listLeft(room)]);
  const workspaces = await Promise.all([
    ...live.map((run) => describe(room, run, 'live')),
    ...kept.map(describeKept),
    ...left.map((run) => describe(room, run, 'left')),
  ]);
  return {
    workspaces: workspaces.slice(0, most),
    caches_bytes: await room.caches.bytes(),
    spool_bytes: await folderBytes(room.runsDir),
    agents_bytes: await folderBytes(room.agentsDir),
    budget_bytes: room.disk.budgetBytes,
    free_bytes: await freeBytes(room.dataDir),
  };
}

async function listLive(room: WorkspaceRoom): Promise<LeftWorkspace[]> {
  const found = await Promise.all(
    [...room.live].map(async (runId) => {
      const workspace = await findWorkspace(join(room.runsDir, runId));
      return workspace === null ? [] : [{ runId, path: workspace.path, workspace }];
    }),
  );
  return found.flat();
}

/** Folders whose run is over and that could not be removed, or not yet. Each may be taken a moment later. */
export async function listLeft(room: WorkspaceRoom): Promise<LeftWorkspace[]> {
  return leftAmong(room, (await namesIn(room.worktreesDir)).sort());
}

/** Null when a run works in it or it is kept; with the folder's turn held it stays so. */
export async function findLeft(room: WorkspaceRoom, name: string): Promise<LeftWorkspace | null> {
  const [left] = await leftAmong(room, [name]);
  return left ?? null;
}

async function leftAmong(room: WorkspaceRoom, names: readonly string[]): Promise<LeftWorkspace[]> {
  const held = new Set((await room.kept.list()).map(({ workspace }) => workspace.path));
  for (const { path } of await listLive(room)) held.add(path);
  const free = names.filter((name) => !room.live.has(name) && !held.has(join(room.worktreesDir, name)));
  return Promise.all(
    free.map(async (runId) => {
      const path = join(room.worktreesDir, runId);
      return { runId, path, workspace: await findWorkspace(join(room.runsDir, runId)) };
    }),
  );
}

async function describe(
  room: WorkspaceRoom,
  { runId, path, workspace }: LeftWorkspace,
  state: 'live' | 'left',
): Promise<RunnerWorkspace> {
  const job = await readJob(join(room.runsDir, runId));
  const since = await stat(path).then(
    ({ birthtime }) => birthtime,
    () => new Date(),
  );
  return {
    ...{ run_id: runId, task_key: job?.task.key ?? '', path, state, since: since.toISOString() },
    ...{ repo_path: workspace?.repository ?? '', branch: workspace?.branch ?? null },
    size_bytes: await folderBytes(path),
  };
}

const describeKept = async (kept: KeptWorkspace): Promise<RunnerWorkspace> => ({
  ...{ run_id: kept.run_id, task_key: kept.task_key, path: kept.workspace.path, state: 'kept' },
  ...{ repo_path: kept.workspace.repository, branch: kept.workspace.branch },
  ...{ size_bytes: kept.size_bytes, since: kept.since },
});

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
