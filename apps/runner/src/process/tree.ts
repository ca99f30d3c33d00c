import { codeOf } from '../log.ts';
import { isNamespaceAlive } from './namespace.ts';
import { hasEnvironmentEntry, hasProcessTable, listProcesses, type ProcessEntry } from './process-table.ts';

/** Put into the environment of a run's processes; finds what left its group, its session and its parent. */
export const runMarker = 'OVERMIND_RUN_ID';
/** The same for what a person starts at a terminal, which is no part of what the run did. */
export const terminalMarker = 'OVERMIND_TERMINAL_ID';

export interface Tree {
  /** The first process, which leads a session and group of its own. */
  leader: number;
  /** Where set, processes with this entry (`NAME=value`) in their environment belong to the tree too. */
  marker: string | null;
  /** All but those of the leader's group live in a PID namespace, whose first process is in that group. */
  isHeld?: boolean;
  /** The leader only watches over the rest, and all would die with it: it is not asked to end. */
  sparesLeader?: boolean;
}

/** Live members of the tree; empty on systems without /proc, where only the leader's group can be asked. */
export function membersOf(tree: Tree): ProcessEntry[] {
  const table = listProcesses();
  const parents = new Map(table.map((entry) => [entry.pid, entry.ppid]));
  return table
    .filter((entry) => !entry.isZombie && entry.pid !== process.pid)
    .filter(
      (entry) =>
        isMember(entry, tree.leader, parents) ||
        (tree.marker !== null && hasEnvironmentEntry(entry.pid, tree.marker)),
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
  if (tree.sparesLeader === true && signal === 'SIGTERM') {
    for (const { pid } of membersOf(tree)) if (pid !== tree.leader) sendSignal(pid, signal);
    return;
  }
  sendSignal(-tree.leader, signal);
  if (tree.isHeld === true && signal === 'SIGKILL') return;
  for (const { pid, pgid } of membersOf(tree)) if (pgid !== tree.leader) sendSignal(pid, signal);
}

export function isTreeAlive(tree: Tree): boolean {
  const known = tree.isHeld === true ? isNamespaceAlive(tree.leader) : null;
  if (known !== null) return known;
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
