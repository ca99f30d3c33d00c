import { AutoAcceptable } from '@overmind/contracts/entities/project';
import type { RunFlag, RunJob, RunReason, RunResult, RunStatus } from '@overmind/contracts/entities/run';
import type { TaskType } from '@overmind/contracts/entities/task';
import { reasonTexts } from './reasons.ts';

export interface Claim {
  taskType: TaskType;
  result: RunResult;
  /** Names of the checks that the run's job carried. */
  requiredChecks: readonly string[];
}

interface Flaw {
  reason: RunReason;
  /** What the run's own summary does not say. */
  words: string;
}

/**
 * A runner's word put to the test, the one place where it is decided what is success. A claimed one stays only with
 * evidence, with every required check passed, and, for `code_change`, with a diff; its summary then says what a person
 * has to know before they accept it. Judging twice changes nothing. Any other result is given back as it came.
 */
export function judgeResult(claim: Claim): RunResult {
  const { result } = claim;
  if (result.status !== 'completed') return result;
  const flaw = findFlaw(claim);
  if (flaw === null) return { ...result, reason: 'ok', summary: withNotes(result, cautionsOf(result)) };
  const { reason, words } = flaw;
  return { ...result, status: 'failed', reason, summary: withNotes(result, words === '' ? [] : [words]) };
}

function findFlaw({ taskType, result, requiredChecks }: Claim): Flaw | null {
  if (result.evidence.length === 0) return noEvidence;
  const failed = result.steps.filter(({ status }) => status === 'failed');
  if (failed.some(({ kind }) => kind === 'command' || kind === 'agent'))
    return { reason: 'command_failed', words: '' };
  if (failed.some(({ kind }) => kind === 'check') || failedChecks(result, requiredChecks).length > 0)
    return { reason: 'check_failed', words: '' };
  const hasChange = taskType === 'code_change' && showsChange(result);
  if (taskType === 'code_change' && !hasChange) return { reason: 'empty_diff', words: 'No file was changed' };
  return hasChange || wasChecked(result) || showsWords(result) ? null : noEvidence;
}

const noEvidence: Flaw = {
  reason: 'no_evidence',
  words: 'No command and no check passed, so nothing proves this work',
};

const proving: readonly string[] = ['command', 'check', 'review'];
const wasChecked = ({ evidence }: RunResult): boolean =>
  evidence.some(({ kind, exit_code }) => proving.includes(kind) && exit_code === 0);

/** A reviewer that was not satisfied, or could not look, has shown nothing. */
const showsWords = ({ evidence }: RunResult): boolean =>
  evidence.some(({ kind, exit_code }) => (kind === 'report' || kind === 'review') && !exit_code);

/** A diff or a report alone goes to a person, who is told that no program looked at it. */
function cautionsOf(result: RunResult): string[] {
  const isReviewed = result.evidence.some(({ kind, exit_code }) => kind === 'review' && !exit_code);
  return [
    ...(wasChecked(result) || isReviewed ? [] : ['Nothing was checked: add checks to the agent']),
    ...(result.flags.length > 0 ? [describeFlags(result.flags)] : []),
  ];
}

const flagWords: Record<RunFlag['kind'], string> = {
  test_deleted: 'deleted tests',
  test_skipped: 'skipped tests',
  assertion_removed: 'removed or emptied assertions',
  check_changed: 'changed what checks go by',
  changed_later: 'had files changed after its work',
  branch_restored: 'saw branches vanish, which were put back',
};
const shownFlags = 3;
const longestSummary = 20_000;

/** "The run deleted tests (a.test.ts:4); a person has to accept it" */
export function describeFlags(flags: readonly RunFlag[]): string {
  const kinds = [...new Set(flags.map(({ kind }) => flagWords[kind]))];
  const places = [...new Set(flags.map(({ path, line }) => (line === null ? path : `${path}:${line}`)))];
  const more = places.length > shownFlags ? ` and ${places.length - shownFlags} more` : '';
  return `The run ${kinds.join(', ')} (${places.slice(0, shownFlags).join(', ')}${more}), so a person has to accept it`;
}

function withNotes({ summary }: RunResult, notes: readonly string[]): string {
  const missing = notes.filter((note) => !summary.includes(note));
  if (missing.length === 0) return summary;
  const own = summary.trim().replace(/\.$/, '');
  return [...(own === '' ? [] : [own]), ...missing].join('. ').slice(0, longestSummary);
}

/** Names of the checks that a job's result has to show as passed, reviewers among them. */
export function requiredOf(job: Pick<RunJob, 'checks'> & Partial<Pick<RunJob, 'reviewers'>>): string[] {
  const required = [...job.checks, ...(job.reviewers ?? [])].filter((check) => !check.allow_failure);
  return required.map(({ name }) => name);
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
  /** The run did something to its own proof: no rule accepts it. */
  isFlagged: boolean;
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

function decideAfterSuccess({ taskType, autoAccept, isFlagged }: RunEnd): Outcome {
  const isAccepted =
    !isFlagged && AutoAcceptable.safeParse(taskType).success && autoAccept.includes(taskType);
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
