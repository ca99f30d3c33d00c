import type { StepResult } from '@overmind/contracts/entities/run';
import type { StepsContext } from '../executors/executor.ts';
import { runSteps } from '../executors/steps.ts';
import { RunControl } from '../process/run-control.ts';

/** What a stopped run may still take to put away what it began: a cancel has to be final within 15 s. */
const lastMs = { canceled: 3_000, timed_out: 30_000, released: 1_500 };

/**
 * Runs the teardown commands, come what may: after success, failure, cancel and time-out, each of them even when an
 * earlier one failed. Only a run whose lease is lost starts no further process. How they go changes no result.
 */
export async function runTeardown(results: readonly StepResult[], context: StepsContext): Promise<void> {
  const { teardown } = context.job.agent.config.workspace;
  if (teardown.length === 0) return;
  const { control } = context.step;
  if (!control.signal.aborted) await runSteps(teardown, results, context, { stopsAtFailure: false });
  else if (control.reason === null || control.reason === 'lost')
    for (const result of results) result.status = 'skipped';
  else await runLast(results, context, lastMs[control.reason]);
}

/** A stopped control starts nothing any more, so these steps get one of their own that hears of its kill. */
async function runLast(results: readonly StepResult[], context: StepsContext, ms: number): Promise<void> {
  const own = new RunControl();
  using _link = context.step.control.attach({
    kill: () => own.stop('lost'),
    freeze: () => own.freeze(),
    thaw: () => own.thaw(),
  });
  using _clock = own.countdown(ms, () => own.stop('timed_out'));
  const step = { ...context.step, control: own, killGraceMs: Math.min(context.step.killGraceMs, 500) };
  const { teardown } = context.job.agent.config.workspace;
  await runSteps(teardown, results, { ...context, step }, { stopsAtFailure: false });
}
