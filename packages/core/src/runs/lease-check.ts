import { AppError } from '@overmind/contracts/errors';
import type { RunRow } from '@overmind/db/queries/execution/runs';
import type { Call } from '../call.ts';

/** Whether the caller is the runner that holds this live run under this token. */
export const isHeldBy = ({ actor }: Call, run: RunRow, leaseToken: string): boolean =>
  actor.kind === 'runner' &&
  run.runner_id === actor.runnerId &&
  String(run.lease_token) === leaseToken &&
  run.finished_at === null;

export const staleLease = (consequence: string): AppError =>
  new AppError('stale_lease', `This run is no longer yours; ${consequence}.`, { rule: 'run.lease' });
