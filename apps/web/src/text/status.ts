import type { RunReason, RunStatus, StepResult } from '@overmind/contracts/entities/run';
import type { TaskStatus, TaskType } from '@overmind/contracts/entities/task';

export const taskStatusWords: Record<TaskStatus, string> = {
  queued: 'Queued',
  in_progress: 'In progress',
  blocked: 'Blocked',
  needs_review: 'Needs review',
  done: 'Done',
  failed: 'Failed',
  canceled: 'Canceled',
};
export const taskTypeWords: Record<TaskType, string> = {
  code_change: 'Code change',
  test: 'Test',
  review: 'Review',
  doc: 'Documentation',
  research: 'Research',
  infra: 'Infrastructure',
};
export const runStatusWords: Record<RunStatus, string> = {
  queued: 'Waiting for a runner',
  started: 'Starting',
  streaming: 'Running',
  completed: 'Succeeded',
  failed: 'Failed',
  timed_out: 'Timed out',
  canceled: 'Canceled',
};
export const runReasonWords: Record<RunReason, string> = {
  ok: 'All checks passed',
  command_failed: 'A command failed',
  command_not_found: 'A command was not found',
  check_failed: 'A check failed',
  timed_out: 'It took too long',
  output_limit: 'It printed too much',
  no_evidence: 'It showed no evidence',
  empty_diff: 'It changed nothing',
  forbidden_path: 'It changed files it may not change',
  agent_failed: 'The coding agent failed',
  agent_silent: 'The coding agent said nothing any more',
  conflict: 'Conflicts were left in the files',
  disk_full: 'The disk of the runner is full',
  limit_exceeded: 'It used more than it may',
  over_budget: 'A budget was used up',
  sandbox_unavailable: 'There was no sandbox to run it in',
  workspace_failed: 'The workspace could not be made',
  canceled: 'It was canceled',
  lost: 'The runner was lost',
  released: 'The runner gave it back',
  internal: 'A fault on our side',
};
export const stepStatusWords: Record<StepResult['status'], string> = {
  pending: 'waits',
  running: 'runs now',
  passed: 'passed',
  failed: 'failed',
  allowed_failure: 'failed, which is allowed',
  timed_out: 'timed out',
  skipped: 'skipped',
};
export const priorityWords: Record<number, string> = {
  1: 'Urgent',
  2: 'High',
  3: 'Normal',
  4: 'Low',
  5: 'Whenever',
};
