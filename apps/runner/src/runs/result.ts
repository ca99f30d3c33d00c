import type { RunJob, RunResult } from '@overmind/contracts/entities/run';
import type { Work } from '../executors/executor.ts';
import type { RunOutput } from '../output/run-output.ts';
import type { RunControl } from '../process/run-control.ts';
import type { SpooledArtifact } from '../spool/run-spool.ts';
import type { Changes } from '../workspace/commit.ts';
import type { Workspace } from '../workspace/worktree.ts';

/** What a run has to show once its work is over. */
export interface Done {
  work: Work;
  job: RunJob;
  workspace: Workspace | null;
  changes: Changes | null;
  artifacts: SpooledArtifact[];
}

/** The result as the server will read it. */
export function resultOf(done: Done, control: RunControl, output: RunOutput): RunResult {
  const { work, changes, workspace } = done;
  const verdict = verdictOf(done, control);
  return {
    ...verdict,
    exit_code: work.exitCode,
    summary: output.redact(verdict.summary),
    checks: work.checks,
    steps: work.steps,
    evidence: work.evidence.map((item) => ({ ...item, excerpt: item.excerpt.slice(-16_384) })),
    artifacts: [],
    discoveries: [],
    metrics: {
      files_changed: changes?.filesChanged ?? 0,
      insertions: changes?.insertions ?? 0,
      deletions: changes?.deletions ?? 0,
    },
    branch: workspace?.branch ?? null,
    base_commit: workspace?.base_commit ?? null,
    head_commit: changes?.headCommit ?? null,
  };
}

function verdictOf(
  { work, job, changes }: Done,
  control: RunControl,
): Pick<RunResult, 'status' | 'reason' | 'summary'> {
  if (control.reason === 'canceled') {
    return {
      status: 'canceled',
      reason: 'canceled',
      summary: control.detail === '' ? 'Canceled' : `Canceled: ${control.detail}`,
    };
  }
  if (control.reason === 'timed_out') {
    return {
      status: 'timed_out',
      reason: 'timed_out',
      summary: `${control.detail} and was stopped: ${work.summary}`,
    };
  }
  if (work.status === 'completed' && !work.steps.some((step) => step.status === 'passed')) {
    const summary = 'No command and no check passed, so nothing proves this work';
    return { status: 'failed', reason: 'no_evidence', summary };
  }
  if (work.status === 'completed' && job.task.type === 'code_change' && changes?.filesChanged === 0) {
    return { status: 'failed', reason: 'empty_diff', summary: `${work.summary}, but no file was changed` };
  }
  return { status: work.status, reason: work.reason, summary: work.summary };
}
