/** What processes are part of, from which follows what becomes of them while the runner itself stands still. */
export type ProcessKind = 'run' | 'terminal' | 'merge_check' | 'trial';

/**
 * - A run works under a lease. Without a renewal it may be somebody else's by now, so its processes are frozen, and
 *   thawed or killed by what the server says of the lease afterwards.
 * - Nobody sees a terminal any more, and nothing would thaw it, so it is ended.
 * - Checks of a merge and the trial of an agent are under no lease and move nothing: a merge is applied by the
 *   server's order alone, by compare-and-swap, so a second runner may check the same meanwhile. They go on.
 */
export const atStandstill = {
  run: 'freeze',
  terminal: 'end',
  merge_check: 'go_on',
  trial: 'go_on',
} as const satisfies Record<ProcessKind, 'freeze' | 'end' | 'go_on'>;
