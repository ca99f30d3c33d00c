import type { RunReason } from '@overmind/contracts/entities/run';

const fromOutside: ReadonlySet<RunReason> = new Set<RunReason>([
  ...(['canceled', 'over_budget', 'lost', 'released'] as const),
  ...(['disk_full', 'sandbox_unavailable', 'workspace_failed', 'internal'] as const),
]);

/** Whether a run was ended by a person, a budget or a machine: that tells nothing of how well its agent was told its work. */
export const wasStoppedFromOutside = (reason: RunReason | null): boolean =>
  reason !== null && fromOutside.has(reason);
