import type { RunFault } from '@overmind/db/queries/execution/reconcile';
import type { RunRow } from '@overmind/db/queries/execution/runs';
import { nobodyCarries } from '@overmind/domain/scheduling/labels';

/** Nobody works on it: it ends as lost. */
export type Loss = Extract<RunFault, 'no_runner' | 'runner_revoked' | 'no_lease'>;
/** It waits for what cannot come: it is taken back, and its task waits with a reason. */
export type Wait = Exclude<RunFault, Loss | 'task_moved_on' | 'not_latest'>;

export const losses: Record<Loss, string> = {
  no_runner: 'Its runner was removed.',
  runner_revoked: 'Its runner was revoked.',
  no_lease: 'No runner held a lease on it.',
};

/** Why a queued run can never be taken, in the words that a waiting task shows. */
export const waits: Record<Wait, (run: RunRow) => string> = {
  agent_removed: () => 'its agent was removed',
  agent_disabled: () => 'its agent is disabled',
  other_agent: () => 'it was given to another agent',
  project_archived: () => 'the project is archived',
  project_paused: () => 'the project is paused',
  no_runner_offers: (run) => `no runner offers ${run.repo_path}`,
  no_runner_carries: (run) => nobodyCarries(run.labels),
};

export const isLoss = (fault: RunFault): fault is Loss => Object.hasOwn(losses, fault);
