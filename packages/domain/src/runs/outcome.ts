import { AutoAcceptable } from '@overmind/contracts/entities/project';
import type { RunReason, RunResult, RunStatus } from '@overmind/contracts/entities/run';
import type { TaskType } from '@overmind/contracts/entities/task';
import { reasonTexts } from './reasons.ts';

export interface Claim {
  taskType: TaskType;
  result: RunResult;
  /** Names of the checks that the run's job carried. */
  requiredChecks: readonly string[];
}

/**
 * A runner's word put to the test: a claimed success stays one only with evidence, with every required check
 * passed, and, for `code_change`, with a diff. Any other result is given back as it came.
 */
export function judgeResult(claim: Claim): RunResult {
  if (claim.result.status !== 'completed') return claim.result;
  const reason = findFlaw(claim);
  return reason === null ? { ...claim.result, reason: 'ok' } : { ...claim.result, status: 'failed', reason };
}

function findFlaw({ taskType, result, requiredChecks }: Claim): RunReason | null {
  if (result.evidence.length === 0) return 'no_evidence';
  const brokenStep = result.steps.find((step) => step.status === 'failed' || step.status === 'timed_out');
  if (brokenStep?.kind === 'command') return 'command_failed';
  if (brokenStep?.kind === 'check' || failedChecks(result, requiredChecks).length > 0) return 'check_failed';
  if (taskType === 'code_change' && !showsChange(result)) return 'empty_diff';
  return null;
}

/** Required checks that a result does not show as passed: failed, skipped or missing. */
export function failedChecks(result: Pick<RunResult, 'checks'>, requiredChecks: readonly string[]): string[] {
  return requiredChecks.filter((name) => {
    const shown = result.checks.filter((check) => check.name === name);
    return shown.length === 0 || shown.some((check) => check.status !== 'passed');
  });
}

function showsChange(result: RunResult): boolean {
  if (result.head_commit !== null && result.head_commit === result.base_commit) return false;
  return result.evidence.some((evidence) => evidence.kind === 'diff');
}

export interface RunEnd {
  taskType: TaskType;
  status: RunStatus;
  reason: RunReason;
  /** This run's number among those since a person last queued the task, lost ones included; from 1. */
  attempt: number;
  /** How many of those runs were lost or released, this one included. */
  losses: number;
  maxAttempts: number;
  autoAccept: readonly TaskType[];
  now: Date;
  /** Uniform in [0, 1). */
  random: () => number;
}

export interface Outcome {
  task: 'done' | 'needs_review' | 'failed' | 'queued' | 'canceled';
  statusReason: string | null;
  /** The task may not start again before this. */
  notBefore: Date | null;
}

const maxLosses = 3;
const backoffBaseMs = 5_000;
const backoffCapMs = 300_000;

/** What becomes of a task when its run ends. */
export function decideOutcome(end: RunEnd): Outcome {
  if (end.status === 'canceled' || end.reason === 'canceled') {
    return { task: 'canceled', statusReason: describeReason('canceled', null), notBefore: null };
  }
  if (end.reason === 'lost' || end.reason === 'released') return decideAfterLoss(end);
  if (end.status === 'completed') return decideAfterSuccess(end);
  return decideAfterFailure(end);
}

function decideAfterSuccess({ taskType, autoAccept }: RunEnd): Outcome {
  const isAccepted = AutoAcceptable.safeParse(taskType).success && autoAccept.includes(taskType);
  return isAccepted
    ? { task: 'done', statusReason: `Accepted by the project's rule for ${taskType} tasks.`, notBefore: null }
    : { task: 'needs_review', statusReason: null, notBefore: null };
}

function decideAfterLoss(end: RunEnd): Outcome {
  if (end.losses >= maxLosses) {
    return {
      task: 'failed',
      statusReason: `The task lost its runner three times. ${reasonTexts[end.reason].remedy}`,
      notBefore: null,
    };
  }
  const notBefore = end.losses > 1 ? backoff(end, end.losses - 1) : null;
  return { task: 'queued', statusReason: `${reasonTexts[end.reason].what}; it is tried again.`, notBefore };
}

function decideAfterFailure(end: RunEnd): Outcome {
  const failures = Math.max(1, end.attempt - end.losses);
  const { what, remedy } = reasonTexts[end.reason];
  if (failures < end.maxAttempts) {
    return {
      task: 'queued',
      statusReason: `${what} (attempt ${failures} of ${end.maxAttempts}); it is tried again.`,
      notBefore: backoff(end, failures),
    };
  }
  const tried = end.maxAttempts > 1 ? `, after ${failures} attempts` : '';
  return { task: 'failed', statusReason: `${what}${tried}. ${remedy}`, notBefore: null };
}

/** Doubles with each round; the jitter takes off at most half, so that tries neither bunch nor hurry. */
function backoff({ now, random }: RunEnd, round: number): Date {
  const fullMs = Math.min(backoffCapMs, backoffBaseMs * 2 ** (round - 1));
  return new Date(now.getTime() + Math.round(fullMs * (0.5 + random() / 2)));
}

/** Why a run ended, as a sentence; `detail` (the check, the program, the limit) is added when there is one. */
export function describeReason(reason: RunReason, detail: string | null): string {
  const { what } = reasonTexts[reason];
  const words = (detail ?? '').trim().replace(/[.\s]+$/, '');
  return words === '' ? `${what}.` : `${what}: ${words}.`;
}
