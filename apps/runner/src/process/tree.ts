import { codeOf } from '../log.ts';
import { hasEnvironmentEntry, hasProcessTable, listProcesses, type ProcessEntry } from './process-table.ts';

/** Put into every child's environment; finds what left its group, its session and its parent. */
export const runMarker = 'OVERMIND_RUN_ID';

export interface Tree {
  /** The first process, which leads a session and group of its own. */
  leader: number;
  /** Where set, processes that carry this run's marker belong to the tree too. */
  runId: string | null;
}

/** Live members of the tree; empty on systems without /proc, where only the leader's group can be asked. */
export function membersOf(tree: Tree): ProcessEntry[] {
  const table = listProcesses();
  const parents = new Map(table.map((entry) => [entry.pid, entry.ppid]));
  const marker = tree.runId === null ? null : `${runMarker}=${tree.runId}`;
  return table
    .filter((entry) => !entry.isZombie && entry.pid !== process.pid)
    .filter(
      (entry) =>
        isMember(entry, tree.leader, parents) || (marker !== null && hasEnvironmentEntry(entry.pid, marker)),
    );
}

function isMember(entry: ProcessEntry, leader: number, parents: ReadonlyMap<number, number>): boolean {
  if (entry.pid === leader || entry.pgid === leader || entry.session === leader) return true;
  let parent: number | undefined = entry.ppid;
  while (parent !== undefined && parent > 1) {
    if (parent === leader) return true;
    parent = parents.get(parent);
  }
  return false;
}

/** Signals the group at once, then each member that has left it. */
export function signalTree(tree: Tree, signal: NodeJS.Signals): void {
  sendSignal(-tree.leader, signal);
  for (const { pid, pgid } of membersOf(tree)) if (pgid !== tree.leader) sendSignal(pid, signal);
}

export function isTreeAlive(tree: Tree): boolean {
  return hasProcessTable() ? membersOf(tree).length > 0 : sendSignal(-tree.leader, 0);
}

/** False when there is no such process (or it is not ours to signal). */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ESRCH' || codeOf(error) === 'EPERM') return false;
    throw error;
  }
}
