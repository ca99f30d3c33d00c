import type { RunWorkspaceState } from '@overmind/contracts/entities/runner';
import { AppError, notFound } from '@overmind/contracts/errors';
import { findRunner } from '@overmind/db/queries/execution/runners';
import { findRunRow } from '@overmind/db/queries/execution/runs';
import type { Core } from '../core.ts';
import { askRunner } from '../runners/ask.ts';

/** Asks a run's runner whether its workspace is there. 503 while that is offline or silent. */
export async function findRunWorkspace(core: Core, runId: string): Promise<RunWorkspaceState> {
  const run = await findRunRow(core.db, runId);
  if (run === null) throw notFound('run');
  const runner = run.runner_id === null ? null : await findRunner(core.db, run.runner_id);
  if (runner === null) return 'gone';
  if (runner.status === 'offline')
    throw new AppError('unavailable', 'The runner that held this workspace is offline.');
  const answer = await askRunner(core, runner.id, { kind: 'find_workspace', run_id: runId });
  return answer.kind === 'find_workspace' ? answer.state : 'gone';
}
