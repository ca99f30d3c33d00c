import { type RunFlag, type RunJob, RunResult, type SandboxLevel } from '@overmind/contracts/entities/run';
import { judgeResult, requiredOf } from '@overmind/domain/runs/outcome';
import type { Work } from '../executors/executor.ts';
import { messageOf } from '../log.ts';
import type { RunOutput } from '../output/run-output.ts';
import type { RunControl } from '../process/run-control.ts';
import type { RunEnd, SpooledArtifact } from '../spool/run-spool.ts';
import type { Changes } from '../workspace/changes/commit.ts';
import type { Workspace } from '../workspace/worktree.ts';

/** As many as a result may carry. */
const mostFlags = 200;

/** What a run has to show once its work is over. */
export interface Done {
  work: Work;
  job: RunJob;
  workspace: Workspace | null;
  /** The level at which its processes ran; null while none could. */
  sandbox: SandboxLevel | null;
  changes: Changes | null;
  flags: RunFlag[];
  /** Beside those of the work itself. */
  artifacts: SpooledArtifact[];
}

/** What is left of a run's changes once its workspace is given up. */
export interface SavedChanges extends Pick<Done, 'changes' | 'flags' | 'artifacts'> {
  evidence: Work['evidence'];
  isLost: boolean;
}

/** Whether what a run changed stands somewhere else too: in a commit, or of a copied folder in a patch. */
export function isSaved({ changes, workspace, artifacts }: Done): boolean {
  if (changes === null) return false;
  return workspace?.kind !== 'copy' || changes.filesChanged === 0 || artifacts.some(isPatch);
}

const isPatch = ({ kind }: SpooledArtifact): boolean => kind === 'patch';

/** The result as the server will read it, judged as the server will judge it. */
export function resultOf(done: Done, control: RunControl, output: RunOutput): RunResult {
  const { work, changes, workspace, job } = done;
  const verdict = verdictOf(work, control);
  const commits = workspace?.kind === 'copy' ? null : workspace;
  const result: RunResult = {
    ...verdict,
    exit_code: work.exitCode,
    checks: work.checks,
    steps: work.steps,
    evidence: work.evidence.map((item) => ({ ...item, excerpt: item.excerpt.slice(-16_384) })),
    artifacts: [],
    discoveries: [],
    flags: done.flags.slice(0, mostFlags).map(({ path, text, ...flag }) => ({
      ...flag,
      path: output.redact(path).slice(0, 4_096),
      text: output.redact(text).slice(0, 2_000),
    })),
    metrics: {
      ...work.metrics,
      files_changed: changes?.filesChanged ?? 0,
      insertions: changes?.insertions ?? 0,
      deletions: changes?.deletions ?? 0,
    },
    branch: commits?.branch ?? null,
    base_commit: commits?.base_commit ?? null,
    head_commit: commits === null ? null : (changes?.headCommit ?? null),
  };
  const judged = judgeResult({ taskType: job.task.type, result, requiredChecks: requiredOf(job) });
  return { ...judged, summary: output.redact(judged.summary).slice(0, 20_000) };
}

/** Of a run that our own fault has ended. */
export function failedInside(error: unknown): RunEnd {
  const summary = `The runner failed: ${messageOf(error)}`.slice(0, 1_000);
  const result = RunResult.parse({ status: 'failed', reason: 'internal', summary });
  return { kind: 'complete', result, artifacts: [], only_in_workspace: true };
}

function verdictOf(work: Work, control: RunControl): Pick<RunResult, 'status' | 'reason' | 'summary'> {
  const { reason, detail } = control;
  if (reason === 'canceled') {
    const summary = detail === '' ? 'Canceled' : `Canceled: ${detail}`;
    return { status: 'canceled', reason: 'canceled', summary };
  }
  if (reason === 'timed_out') {
    const summary = `${detail} and was stopped${work.summary === '' ? '' : `: ${work.summary}`}`;
    return { status: 'timed_out', reason: 'timed_out', summary };
  }
  return { status: work.status, reason: work.reason, summary: work.summary };
}
