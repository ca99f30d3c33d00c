import type { Command } from '@overmind/contracts/entities/agent';
import type { StepResult } from '@overmind/contracts/entities/run';
import {
  type Executor,
  type ExecutorContext,
  type StepsContext,
  type Work,
  workFailed,
} from '../executors/executor.ts';
import { pendingStep, runSteps } from '../executors/steps.ts';
import { passedSummary } from '../executors/summary.ts';
import { pendingReview, runReviewers } from '../proof/reviewer/run-reviewers.ts';
import { runChecks } from '../proof/run-checks.ts';
import { runTeardown } from '../proof/teardown.ts';
import type { Phase, StepBoard } from './step-board.ts';

export interface Phases {
  executor: Executor;
  context: Omit<ExecutorContext, 'report'>;
  board: StepBoard;
  /** The workspace is as set-up left it, and no process of the run is alive. */
  afterSetup: () => Promise<void>;
  /** The workspace is as the work left it, and no process of the run is alive. */
  afterWork: () => Promise<void>;
  /** What the run has to show, as a tree; known once the work is over. */
  resultTree: () => Promise<string>;
}

/**
 * Set-up, the work, then the checks and the reviewers once every process of the work is dead, then teardown, come what
 * may. All of it in one workspace and one confinement.
 */
export async function runPhases({ executor, context, board, ...after }: Phases): Promise<Work> {
  const { job, step } = context;
  const { setup, teardown } = job.agent.config.workspace;
  const plan = (phase: Phase, kind: StepResult['kind'], commands: readonly Command[]) => {
    const steps = commands.map((command) => pendingStep(kind, command));
    board.put(phase, steps);
    return steps;
  };
  const steps = {
    setup: plan('setup', 'setup', setup),
    check: plan('check', 'check', job.checks),
    review: job.reviewers.map(pendingReview),
    teardown: plan('teardown', 'teardown', teardown),
  };
  board.put('review', steps.review);
  const during = (phase: Phase): ExecutorContext => ({
    ...context,
    report: (results) => board.put(phase, results),
  });
  try {
    const fault = await setUp(steps.setup, during('setup'), after.afterSetup);
    const work = fault ?? (await executor(during('work')));
    board.put('work', work.steps);
    await step.confinement.endAll();
    if (fault === null) await after.afterWork();
    await runChecks(work, steps.check, during('check'));
    await runReviewers(work, steps.review, during('review'), after.resultTree);
    return summed(work, board);
  } finally {
    await runTeardown(steps.teardown, during('teardown'));
    board.put('teardown', steps.teardown);
  }
}

/** Null when the workspace is set up. */
async function setUp(
  results: readonly StepResult[],
  context: StepsContext,
  afterSetup: () => Promise<void>,
): Promise<Work | null> {
  const { setup } = context.job.agent.config.workspace;
  const { failure, evidence } = await runSteps(setup, results, context);
  if (failure === null) {
    if (!context.step.control.signal.aborted) await afterSetup();
    return null;
  }
  const reason = failure.reason === 'limit_exceeded' ? failure.reason : 'workspace_failed';
  const failed = workFailed(reason, `The set-up failed: ${failure.summary}`);
  return { ...failed, evidence, exitCode: failure.exitCode };
}

/** The executor's own words, then what its steps and the checks say. */
function summed(work: Work, board: StepBoard): Work {
  const steps = board.steps.filter(({ kind }) => kind === 'command' || kind === 'check');
  const counted = work.status === 'completed' && steps.length > 0 ? passedSummary(steps, work.evidence) : '';
  const words = [work.summary.replace(/\.\s*$/, ''), counted].filter((part) => part !== '');
  return { ...work, steps: board.steps, summary: words.join('. ') };
}
