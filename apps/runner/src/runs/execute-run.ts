import type { StepResult } from '@overmind/contracts/entities/run';
import { monotonicMs } from '../clock.ts';
import { workFailed } from '../executors/executor.ts';
import { findExecutor, openCredential } from '../executors/registry.ts';
import { messageOf } from '../log.ts';
import type { RunControl } from '../process/run-control.ts';
import type { RunEnd, RunSpool } from '../spool/run-spool.ts';
import { begin } from './begin.ts';
import type { Execution } from './execution.ts';
import { type Done, isSaved, resultOf } from './result.ts';
import type { RunSetting } from './run-setting.ts';
import type { RunTalk } from './run-talk.ts';
import { StepBoard } from './step-board.ts';
import { withinContract } from './within-contract.ts';
import { work } from './work.ts';

/** Does a run's work from the workspace to its end. Null when the lease was lost: there is nothing to tell. */
export async function executeRun(
  spool: RunSpool,
  control: RunControl,
  setting: RunSetting,
  talk: RunTalk,
): Promise<RunEnd | null> {
  const { job } = spool;
  const wallMs = job.agent.config.max_wall_s * 1_000;
  using _wall = control.countdown(wallMs, () =>
    control.stop('timed_out', `The run may take ${job.agent.config.max_wall_s} s`),
  );
  const startedAt = monotonicMs();
  const done: Done = {
    work: workFailed('internal', ''),
    job,
    workspace: null,
    sandbox: null,
    changes: null,
    flags: [],
    artifacts: [],
  };
  const onSteps = (steps: readonly StepResult[]): void =>
    talk.report({ baseCommit: done.workspace?.base_commit ?? null, steps });
  const board = new StepBoard(onSteps);
  await using access = await openCredential(job, setting, control.signal);
  const begun = await begin(spool, control, setting, access);
  if (access?.fault != null) begun.output.say(access.fault);
  const execution: Execution = { ...begun, kind: 'run', board, talk, isDiskFull: false, saved: null };
  const { output } = execution;
  await work(execution, done, {
    executor: findExecutor(job.agent.config.executor),
    keepsChanges: true,
  }).catch((error: unknown) => {
    // Words of other programs may be in it, and it is told.
    throw new Error(output.redact(messageOf(error)), { cause: error });
  });
  if (control.reason === 'lost') return null;
  if (control.reason === 'released') {
    output.say(control.detail);
    return { kind: 'release', detail: output.redact(control.detail) };
  }
  const result = resultOf(done, control, output);
  output.say(result.summary.endsWith('.') ? result.summary : `${result.summary}.`);
  const log = await spool.logArtifact();
  const wall_ms = Math.round(monotonicMs() - startedAt);
  const metrics = { ...result.metrics, wall_ms, log_lines: spool.lastSeq, log_bytes: output.bytes };
  const artifacts = [...done.work.artifacts, ...done.artifacts, ...(log.size_bytes > 0 ? [log] : [])];
  const only_in_workspace = !isSaved(done);
  return withinContract({ kind: 'complete', result: { ...result, metrics }, artifacts, only_in_workspace });
}
