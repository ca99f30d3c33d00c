import type { CheckResult, StepResult } from '@overmind/contracts/entities/run';
import type { StepsContext, Work } from '../executors/executor.ts';
import { type Failure, runSteps } from '../executors/steps.ts';

/**
 * Runs the job's checks on what the work left, after every process of the work is dead, and adds them to it.
 *
 * What the work cannot do to its checks: it does not choose, order or skip them, nor see how they end; which program
 * and which arguments are run comes from the job; the search path and the variables are the run's own from before
 * the work, so an `export` or a shell profile changes nothing; no process of the work is left to answer for a check;
 * hooks and settings of a repository are not read by the runner's git; and the exit code alone decides, so a report
 * file that the work planted proves nothing.
 *
 * What it can do: change files. A check is mostly a file of the repository (the tests, `package.json`, a tool's
 * settings, what `node_modules/.bin` holds), and work that may change files may change those. That is not prevented
 * but shown: changes to tests and to what the checks name become flags, and a flagged run is for a person to accept.
 * The result was written down before the checks, so none of them can repair or spoil it: what they change in it is a
 * flag and in no commit.
 * What git ignores and the work changed (an installed dependency, say) shows in no diff. Against this helps a merge,
 * whose checks run in a fresh checkout with its own set-up.
 */
export async function runChecks(
  work: Work,
  results: readonly StepResult[],
  context: StepsContext,
): Promise<void> {
  if (work.status !== 'completed') {
    for (const result of results) result.status = 'skipped';
    context.report(results);
  } else {
    const { evidence, failure } = await runSteps(context.job.checks, results, context);
    work.evidence.push(...evidence);
    if (failure !== null) fail(work, failure);
  }
  work.checks.push(...results.map(checkOf));
}

function fail(work: Work, { status, reason, exitCode, summary }: Failure): void {
  Object.assign(work, { status, reason, exitCode, summary });
}

export const checkOf = ({ name, status, exit_code, duration_ms }: StepResult): CheckResult => ({
  name,
  status: status === 'passed' || status === 'skipped' ? status : 'failed',
  exit_code,
  duration_ms: duration_ms ?? 0,
});
