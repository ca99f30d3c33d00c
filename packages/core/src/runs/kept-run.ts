import type { QueuedModelRun } from '@overmind/db/queries/execution/claims';

/** A queued run that no runner is given now, and why. */
export interface KeptRun {
  run: Pick<QueuedModelRun, 'id' | 'task_id' | 'status_reason'>;
  reason: string;
}
