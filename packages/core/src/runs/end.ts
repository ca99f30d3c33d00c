import type { EventType } from '@overmind/contracts/entities/event';
import type { RunReason, RunResult, RunStatus } from '@overmind/contracts/entities/run';
import { giveBackAttempt, type RunRow, toRun, updateRunRow } from '@overmind/db/queries/execution/runs';
import { deleteAgentToken } from '@overmind/db/queries/identity/agent-tokens';
import { deleteHoldsWith } from '@overmind/db/queries/models/budgets';
import { describeReason } from '@overmind/domain/runs/outcome';
import { sql } from 'kysely';
import { requestCyclesForFreeRunner } from '../cycles/request.ts';
import { runScope } from '../model-calls/scopes.ts';
import type { Write } from '../write.ts';
import { refuseWaitingInputs } from './inputs/refuse.ts';
import { withdrawPermissionsOf } from './permissions/end.ts';

export function emitRun(w: Write, type: EventType, run: RunRow): void {
  w.emit(run.project_id, type, run.id, toRun(run));
}

export interface RunEnd {
  status: Extract<RunStatus, 'completed' | 'failed' | 'timed_out' | 'canceled'>;
  reason: RunReason;
  detail: string | null;
  result?: RunResult;
}

/** Gives a locked live run its final status; its task is the caller's to move. */
export async function endRun(w: Write, run: RunRow, end: RunEnd): Promise<RunRow> {
  const { result } = end;
  const ended = await updateRunRow(w.tx, run.id, {
    status: end.status,
    reason: end.reason,
    status_detail: describeReason(end.reason, end.detail),
    finished_at: sql<Date>`clock_timestamp()`,
    lease_expires_at: null,
    is_waiting: false,
    ...(result && {
      // Windows gives unsigned 32 bits, the column is signed: the same bits.
      exit_code: result.exit_code === null ? null : result.exit_code | 0,
      summary: result.summary,
      steps: JSON.stringify(result.steps),
      evidence: JSON.stringify(result.evidence),
      metrics: JSON.stringify(result.metrics),
      flags: JSON.stringify(result.flags),
      branch: result.branch ?? run.branch,
      base_commit: result.base_commit ?? run.base_commit,
      head_commit: result.head_commit,
    }),
  });
  // Whoever called models for it is gone; what it did take is entered by itself.
  await deleteHoldsWith(w.tx, runScope(run.id));
  if (run.executor === 'acp') {
    await deleteAgentToken(w.tx, run.id);
    await withdrawPermissionsOf(w, run);
    await refuseWaitingInputs(w, run);
  }
  if (run.status === 'queued') await giveBackAttempt(w.tx, run.task_id);
  requestCyclesForFreeRunner(w);
  emitRun(w, 'agent.run.completed', ended);
  return ended;
}
