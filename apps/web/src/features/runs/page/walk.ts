import type { Merge } from '@overmind/contracts/entities/merge';
import type { Run, StepResult } from '@overmind/contracts/entities/run';
import type { Task } from '@overmind/contracts/entities/task';

export const stageNames = ['queued', 'claimed', 'setup', 'work', 'checks', 'review', 'merged'] as const;
export type StageName = (typeof stageNames)[number];

export interface Stage {
  name: StageName;
  /** `skipped`: this run has none of it, or ended before it. */
  state: 'done' | 'now' | 'ahead' | 'failed' | 'skipped';
  /** When it was over, or when it began while it goes on; null where that is not known. */
  at: string | null;
  tookMs: number | null;
}

interface Known {
  run: Run;
  task: Task | undefined;
  /** The newest merge of this very run. */
  merge: Merge | undefined;
}

const kindsOf = {
  setup: ['setup'],
  work: ['command', 'agent'],
  checks: ['check'],
} as const satisfies Partial<Record<StageName, readonly StepResult['kind'][]>>;

const isOver = (run: Run): boolean => run.finished_at !== null;
const hasFailed = ({ status }: StepResult): boolean => status === 'failed' || status === 'timed_out';
const span = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from));

function queued({ created_at, started_at, finished_at }: Run): Stage {
  if (started_at !== null)
    return { name: 'queued', state: 'done', at: created_at, tookMs: span(created_at, started_at) };
  return { name: 'queued', state: finished_at === null ? 'now' : 'failed', at: created_at, tookMs: null };
}

function claimed(run: Run): Stage {
  const { started_at: at, steps } = run;
  if (at === null)
    return { name: 'claimed', state: isOver(run) ? 'skipped' : 'ahead', at: null, tookMs: null };
  const hasBegun = steps.some(({ status }) => status !== 'pending');
  const state = hasBegun ? 'done' : isOver(run) ? 'failed' : 'now';
  return { name: 'claimed', state, at, tookMs: null };
}

/** A part of the run that is made of steps. */
function ofSteps(run: Run, name: keyof typeof kindsOf): Stage {
  const kinds: readonly StepResult['kind'][] = kindsOf[name];
  const steps = run.steps.filter(({ kind }) => kinds.includes(kind));
  const took = steps.reduce((total, { duration_ms }) => total + (duration_ms ?? 0), 0);
  const begun = steps.filter(({ status }) => status !== 'pending' && status !== 'skipped');
  const tookMs = begun.some(({ duration_ms }) => duration_ms !== null) ? took : null;
  const stage = (state: Stage['state']): Stage => ({ name, state, at: null, tookMs });
  if (steps.some(hasFailed)) return stage('failed');
  if (begun.length === 0)
    return stage(isOver(run) || (run.steps.length > 0 && steps.length === 0) ? 'skipped' : 'ahead');
  if (isOver(run)) return stage(begun.some(({ status }) => status === 'running') ? 'failed' : 'done');
  return stage(
    begun.length === steps.length && begun.every(({ status }) => status !== 'running') ? 'done' : 'now',
  );
}

function review({ run, task }: Known): Stage {
  const stage = (state: Stage['state'], at: string | null = null): Stage => ({
    ...{ name: 'review', state, at, tookMs: null },
  });
  if (!isOver(run)) return stage('ahead');
  if (run.status !== 'completed') return stage('skipped');
  if (task === undefined) return stage('ahead');
  // Another attempt came after it: what was asked for instead stands in the task's history.
  if (task.latest_run_id !== run.id) return stage('failed', run.finished_at);
  if (task.status === 'needs_review') return stage('now', run.finished_at);
  return stage(task.status === 'done' ? 'done' : 'skipped', task.status === 'done' ? task.updated_at : null);
}

const mergeStates: Record<Merge['status'], Stage['state']> = {
  queued: 'now',
  checking: 'now',
  merged: 'done',
  conflict: 'failed',
  check_failed: 'failed',
  failed: 'failed',
  canceled: 'skipped',
};

function merged({ run, task, merge }: Known): Stage {
  if (merge !== undefined) {
    const { status, created_at, started_at, finished_at } = merge;
    const tookMs = finished_at === null || started_at === null ? null : span(started_at, finished_at);
    // All that is known of a pull request is that it is open.
    const isAsked = status === 'merged' && merge.pull_request !== null;
    return {
      name: 'merged',
      state: isAsked ? 'now' : mergeStates[status],
      at: finished_at ?? created_at,
      tookMs,
    };
  }
  const isPossible =
    !isOver(run) ||
    (run.status === 'completed' && run.head_commit !== run.base_commit && task?.latest_run_id === run.id);
  return { name: 'merged', state: isPossible ? 'ahead' : 'skipped', at: null, tookMs: null };
}

/** The states that a run walks through, with what is known of their times. */
export const walkOf = (known: Known): Stage[] => {
  const { run } = known;
  const steps = (['setup', 'work', 'checks'] as const).map((name) => ofSteps(run, name));
  return [...endOf(run, [queued(run), claimed(run), ...steps]), review(known), merged(known)];
};

/** A run that was judged a failure, though each step passed, came to its end at the last of them. */
function endOf(run: Run, stages: Stage[]): Stage[] {
  if (!isOver(run) || run.status === 'completed' || stages.some(({ state }) => state === 'failed'))
    return stages;
  const last = stages.findLastIndex(({ state }) => state === 'done');
  return stages.map((stage, index) => (index === last ? { ...stage, state: 'failed' } : stage));
}
