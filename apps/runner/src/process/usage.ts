import { readFileSync } from 'node:fs';
import { membersOf, type Tree } from './tree.ts';

/** Of x86 and most others; where it is larger, memory is counted too low and never too high. */
const pageBytes = 4_096;

/** What the live members of some trees use together. */
export function usageOf(trees: readonly Tree[]): { processes: number; memoryBytes: number } {
  const pids = new Set(trees.flatMap((tree) => membersOf(tree).map(({ pid }) => pid)));
  let pages = 0;
  for (const pid of pids) pages += residentPages(pid);
  return { processes: pids.size, memoryBytes: pages * pageBytes };
}

/** Without the pages that it shares with others, such as libraries. */
function residentPages(pid: number): number {
  try {
    const [, resident, shared] = readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ').map(Number);
    return Math.max(0, (resident ?? 0) - (shared ?? 0));
  } catch {
    return 0; // It has just ended.
  }
}
