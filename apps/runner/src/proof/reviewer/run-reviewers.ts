import type { Evidence, ReviewerJob, StepResult } from '@overmind/contracts/entities/run';
import { monotonicMs } from '../../clock.ts';
import type { ExecutorContext, Work } from '../../executors/executor.ts';
import { addMetrics } from '../../executors/model/spent.ts';
import { isDiskFull } from '../../workspace/disk/faults.ts';
import { GitError } from '../../workspace/git.ts';
import { checkOf } from '../run-checks.ts';
import { holdReview, type ReviewEnd } from './hold-review.ts';
import { openResultTree, type ResultTree } from './result-tree.ts';
import { writeReview } from './write-review.ts';

export const pendingReview = ({ name, reviewer }: ReviewerJob): StepResult => ({
  ...{ name, kind: 'check', run: ['reviewer', reviewer], status: 'pending' },
  ...{ exit_code: null, duration_ms: null, log_from_seq: null, log_to_seq: null },
});

/**
 * Has the job's reviewers judge the result of the work, one after the other, and adds what they found to it. They read
 * the files as the work left them, whatever checks did to the workspace since; nothing of the work is alive any more.
 */
export async function runReviewers(
  work: Work,
  results: readonly StepResult[],
  context: ExecutorContext,
  resultTree: () => Promise<string>,
): Promise<void> {
  if (results.length === 0) return;
  const { signal } = context.step.control;
  if (work.status === 'completed' && !signal.aborted) await runAll(work, results, context, resultTree);
  for (const result of results) if (result.status === 'pending') result.status = 'skipped';
  work.checks.push(...results.map(checkOf));
  context.report(results);
}

async function runAll(
  work: Work,
  results: readonly StepResult[],
  context: ExecutorContext,
  resultTree: () => Promise<string>,
): Promise<void> {
  const { agent, job: run, step } = context;
  const shown = await resultTree();
  const opened = await openResultTree(agent.workspace, shown, agent.spool.folder).catch(failedToOpen);
  if (typeof opened === 'string') return failUnread(opened, work, results, context);
  await using tree = opened;
  for (const [index, job] of run.reviewers.entries()) {
    const result = results[index];
    if (result === undefined) throw new Error('Each reviewer needs a result to be written to.');
    await step.control.whenThawed();
    if (work.status !== 'completed' || step.control.signal.aborted) return;
    await runOne({ job, number: index + 1, result, results, tree, context }, work);
  }
}

/** What git says of it. A full disk is the run's own end. */
function failedToOpen(error: unknown): string {
  if (!(error instanceof GitError) || isDiskFull(error)) throw error;
  return error.message;
}

/** A result that cannot be shown is one that nobody has judged, whatever its reviewers are allowed. */
function failUnread(
  detail: string,
  work: Work,
  results: readonly StepResult[],
  context: ExecutorContext,
): void {
  const [first] = results;
  const summary = context.output.redact(`The result could not be shown to its reviewers: ${detail}`);
  context.output.say(summary);
  if (first !== undefined) Object.assign(first, { status: 'failed', exit_code: 1, duration_ms: 0 });
  Object.assign(work, { status: 'failed', reason: 'check_failed', exitCode: null, summary });
}

interface OneReview {
  job: ReviewerJob;
  number: number;
  result: StepResult;
  results: readonly StepResult[];
  tree: ResultTree;
  context: ExecutorContext;
}

async function runOne(one: OneReview, work: Work): Promise<void> {
  const { job, number, result, results, tree, context } = one;
  const { output, step, agent } = context;
  result.status = 'running';
  result.log_from_seq = output.lastSeq + 1;
  output.say(`Reviewer ${job.reviewer}: ${job.name}`);
  context.report(results);
  const startedAt = monotonicMs();
  const end = await holdReview({ job, number, tree, context });
  result.duration_ms = Math.round(monotonicMs() - startedAt);
  work.metrics = addMetrics(work.metrics, end.metrics);
  if (step.control.signal.aborted) {
    result.status = 'skipped';
    return;
  }
  const words = `Review "${job.name}" by ${job.reviewer}: ${end.words}`;
  output.say(words);
  result.exit_code = end.isPassed ? 0 : 1;
  result.log_to_seq = output.lastSeq;
  result.status = end.isPassed ? 'passed' : job.allow_failure ? 'allowed_failure' : 'failed';
  work.evidence.push(evidenceOf(result, end, output.redact(words)));
  if (end.review !== null)
    work.artifacts.push(...(await writeReview(agent.spool.folder, number, end.review, end.markdown)));
  context.report(results);
  if (end.isOutputLimit) Object.assign(work, { status: 'failed', reason: 'output_limit', summary: words });
  else if (result.status === 'failed')
    Object.assign(work, { status: 'failed', reason: 'check_failed', exitCode: null, summary: words });
}

function evidenceOf(result: StepResult, { review, markdown }: ReviewEnd, words: string): Evidence {
  const { name, run, exit_code, duration_ms, log_from_seq, log_to_seq } = result;
  const excerpt = (review === null ? words : markdown).slice(0, 16_000);
  return {
    ...{ name, kind: 'review', run, exit_code, duration_ms, log_from_seq, log_to_seq, excerpt, tests: null },
    ...(review === null ? {} : { review }),
  };
}
