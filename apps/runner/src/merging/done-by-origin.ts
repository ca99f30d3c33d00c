import type { Evidence, RunJob, StepResult } from '@overmind/contracts/entities/run';
import type { Executor } from '../executors/executor.ts';
import type { PreparedOrigin } from './prepare-origin.ts';

/** A merge that can be taken back without a conflict needs no agent, unless a reviewer asked for more. */
export const isDoneByOrigin = (origin: PreparedOrigin, job: RunJob): boolean =>
  origin.kind === 'revert' && origin.isClean && job.feedback.length === 0;

/** The work of a run whose workspace was right from the start: only its checks are left to do. */
export const doneByOrigin: Executor = ({ job, report }) => {
  const run = ['git', 'revert', job.origin?.commit ?? ''];
  const nothing = { exit_code: 0, duration_ms: 0, log_from_seq: null, log_to_seq: null };
  const step: StepResult = { name: 'Revert', kind: 'command', run, status: 'passed', ...nothing };
  const evidence: Evidence = {
    ...{ name: 'Revert', kind: 'command', run, ...nothing, tests: null },
    excerpt: 'Taken back without a conflict.',
  };
  report([step]);
  return Promise.resolve({
    ...{ status: 'completed', reason: 'ok', exitCode: 0, summary: 'Taken back without a conflict' },
    ...{ steps: [step], checks: [], evidence: [evidence], metrics: {}, artifacts: [] },
  });
};
