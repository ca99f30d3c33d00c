import type { Run, RunResult, SandboxLevel, StepResult } from '@overmind/contracts/entities/run';
import { AppError } from '@overmind/contracts/errors';
import {
  findRunRow,
  type RunPayload,
  type RunRow,
  toRun,
  updateRunRow,
} from '@overmind/db/queries/execution/runs';
import { judgeResult, requiredOf } from '@overmind/domain/runs/outcome';
import type { Call } from '../call.ts';
import type { Core } from '../core.ts';
import { type Write, write } from '../write.ts';
import { emitRun } from './end.ts';
import { isHeldBy, staleLease } from './lease-check.ts';
import { enterModelUses, pricedUses } from './model-uses.ts';
import { lockRunWithTask, settleRun } from './settle.ts';
import { toStorable } from './storable.ts';

/** Throws `stale_lease` unless this runner holds the run under this token. */
export function requireLease(w: Write, run: RunRow, leaseToken: string): void {
  if (!isHeldBy(w.call, run, leaseToken)) throw staleLease('nothing was changed');
}

/** A runner that did not hear the first answer repeats itself; it gets the same answer. */
async function findRepeat(core: Core, call: Call, runId: string, leaseToken: string): Promise<Run | null> {
  const run = await findRunRow(core.db, runId);
  const isHolder = call.actor.kind === 'runner' && run?.runner_id === call.actor.runnerId;
  const isEnded = run?.finished_at != null && run.reason !== 'lost' && run.reason !== 'released';
  return run && isHolder && isEnded && String(run.lease_token) === leaseToken ? toRun(run) : null;
}

/** Ends a run with its runner's result, judged by its evidence. All of its log has to be stored before. */
export async function completeRun(
  core: Core,
  call: Call,
  input: { runId: string; leaseToken: string; lastSeq: number | null; result: RunResult },
): Promise<Run> {
  const repeat = await findRepeat(core, call, input.runId, input.leaseToken);
  if (repeat) return repeat;
  const uses = await pricedUses(core, input.result);
  return write(core, call, async (w) => {
    const { run, task } = await lockRunWithTask(w, input.runId);
    requireLease(w, run, input.leaseToken);
    if (input.lastSeq !== null && run.log_seq < input.lastSeq) {
      throw new AppError('conflict', `The log is stored up to line ${run.log_seq} of ${input.lastSeq}.`);
    }
    const payload = run.payload as unknown as RunPayload;
    const requiredChecks = requiredOf(payload);
    const result = judgeResult({ taskType: task.type, result: toStorable(input.result), requiredChecks });
    const detail = result.status === 'completed' ? null : result.summary || null;
    const settled = await settleRun(w, run, task, {
      status: result.status,
      reason: result.reason,
      detail,
      result,
    });
    await enterModelUses(w, settled, uses);
    return toRun(settled.run);
  });
}

/** The runner hands a run back, or lost its processes: it is queued again. */
export async function releaseRun(
  core: Core,
  call: Call,
  input: { runId: string; leaseToken: string; detail: string },
): Promise<void> {
  await write(core, call, async (w) => {
    const { run, task } = await lockRunWithTask(w, input.runId);
    requireLease(w, run, input.leaseToken);
    await settleRun(w, run, task, { status: 'failed', reason: 'released', detail: toStorable(input.detail) });
  });
}

/** How far a live run is: its steps, the commit it began from, how it is shut in, and its agent's session. */
export async function reportProgress(
  core: Core,
  call: Call,
  input: {
    runId: string;
    leaseToken: string;
    steps: StepResult[];
    baseCommit: string | null;
    sandbox?: SandboxLevel | undefined;
    sessionId?: string | undefined;
  },
): Promise<void> {
  await write(core, call, async (w) => {
    const { run } = await lockRunWithTask(w, input.runId);
    requireLease(w, run, input.leaseToken);
    const updated = await updateRunRow(w.tx, run.id, {
      status: 'streaming',
      steps: JSON.stringify(toStorable(input.steps)),
      base_commit: toStorable(input.baseCommit) ?? run.base_commit,
      sandbox: input.sandbox ?? run.sandbox,
      session_id: toStorable(input.sessionId ?? run.session_id),
    });
    emitRun(w, 'agent.run.updated', updated);
  });
}
