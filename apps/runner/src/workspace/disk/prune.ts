import type { QuestionOf } from '@overmind/contracts/frames/questions';
import { removeTree } from '../remove-tree.ts';
import type { WorkspaceRoom } from '../room.ts';
import { removeWorktree } from '../worktree.ts';
import { folderBytes } from './measure.ts';
import { findLeft, type LeftWorkspace, listLeft } from './report.ts';

/** Removes workspaces that nobody works in: those asked for, or all, and the caches where that is wished. */
export async function pruneWorkspaces(
  room: WorkspaceRoom,
  { run_ids, with_caches }: Pick<QuestionOf<'prune_workspaces'>, 'run_ids' | 'with_caches'>,
): Promise<{ removed: number; freed_bytes: number }> {
  const isMeant = (runId: string): boolean => run_ids === null || run_ids.includes(runId);
  const kept = (await room.kept.list()).filter(({ run_id }) => isMeant(run_id));
  const caches = with_caches ? await room.caches.clear() : 0;
  const freed: number[] = [];
  for (const each of kept) freed.push(await room.kept.remove(each));
  const left = (await listLeft(room)).filter(({ runId }) => isMeant(runId));
  for (const each of left) freed.push(await removeLeft(each, room));
  room.disk.changed();
  const removed = freed.filter((bytes) => bytes > 0).length;
  return { removed, freed_bytes: freed.reduce((sum, bytes) => sum + bytes, caches) };
}

/** In the folder's turn: a run that ended or began since it was listed may have kept it or gone on in it. */
function removeLeft({ runId, path }: LeftWorkspace, room: WorkspaceRoom): Promise<number> {
  return room.mutex.run(path, async () => {
    const left = await findLeft(room, runId);
    if (left === null) return 0;
    const bytes = await folderBytes(path);
    if (left.workspace === null) await removeTree(path);
    else await removeWorktree(left.workspace, room.mutex);
    return bytes;
  });
}
