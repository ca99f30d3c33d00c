import { readFileSync } from 'node:fs';
import { codeOf } from '../log.ts';
import { findProcess } from './process-table.ts';

/** The first process of a namespace is the first that its leader starts, so its number is among the next ones. */
const mostBetween = 64;

/**
 * Whether anything lives of a PID namespace whose first process is in the leader's group; null where that cannot be
 * told at once. Looking at every process of the machine instead takes longer than most commands do. The kernel lets
 * the first process end only when all others have, so it is enough to look at that one.
 */
export function isNamespaceAlive(leader: number): boolean | null {
  if (isGroupEmpty(leader)) return false;
  if (findProcess(leader)?.isZombie === false) return true;
  for (let pid = leader + 1; pid <= leader + mostBetween; pid++) {
    const entry = findProcess(pid);
    // One that nobody has waited for yet is still in its group.
    if (entry?.pgid === leader && isFirst(pid)) return !entry.isZombie;
  }
  return null;
}

function isGroupEmpty(leader: number): boolean {
  try {
    process.kill(-leader, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

function isFirst(pid: number): boolean {
  try {
    return /^NSpid:(\t\d+)+\t1$/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false; // It was waited for meanwhile.
  }
}
