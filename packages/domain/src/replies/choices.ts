import type { Choice } from '@overmind/contracts/entities/request';
import type { TaskStatus } from '@overmind/contracts/entities/task';
import { choicesOfResult } from './discussion.ts';
import type { ReplyOutcome } from './outcome.ts';

const choice = (label: string, say: string): Choice => ({ label, say });
const status = choice('How do things stand?', 'status');
const running = choice("What's running?", "what's running?");
const review = choice('What is to review?', "what's waiting for my review?");
const help = choice('Help', 'help');
const resume = choice('Resume', 'resume');
const runCycle = choice('Run the orchestrator', 'run the orchestrator');

const onTask = {
  approve: (key: string) => choice('Approve', `approve ${key}`),
  reject: (key: string) => choice('Send back', `reject ${key}`),
  changes: (key: string) => choice('Show changes', `what did ${key} change?`),
  retry: (key: string) => choice('Try again', `retry ${key}`),
  why: (key: string) => choice('Why?', `why did ${key} fail?`),
  cancel: (key: string) => choice('Cancel', `cancel ${key}`),
  task: (key: string) => choice(key, `how is ${key}?`),
};

/** What a person can say next of a task. */
export function choicesForTask({ key, status: at }: { key: string; status: TaskStatus }): Choice[] {
  switch (at) {
    case 'needs_review':
      return [onTask.approve(key), onTask.reject(key), onTask.changes(key)];
    case 'failed':
      return [onTask.retry(key), onTask.why(key), onTask.cancel(key)];
    case 'blocked':
      return [onTask.retry(key), onTask.cancel(key)];
    case 'queued':
    case 'in_progress':
      return [onTask.cancel(key)];
    case 'done':
      return [onTask.changes(key)];
    case 'canceled':
      return [];
  }
}

/** What can be said next, each in words that are understood as they are meant. */
export function choicesFor(outcome: ReplyOutcome): Choice[] {
  switch (outcome.kind) {
    case 'clarify':
      return [...outcome.choices];
    case 'task':
      return choicesForTask(outcome.task);
    case 'why':
      return choicesForTask(outcome.task).filter((each) => each.label !== 'Why?');
    case 'task_changes':
      return choicesForTask(outcome.task).filter((each) => each.label !== 'Show changes');
    case 'board':
      return choicesForBoard(outcome);
    case 'orchestration':
      return outcome.state === 'paused' ? [resume] : [];
    case 'cycle_requested':
      return outcome.isPaused ? [resume] : [running];
    case 'unknown':
      return [status, running, review, help];
    case 'remark':
      return outcome.remark === 'greeting' || outcome.remark === 'noise' ? [status, running, help] : [];
    case 'help':
      return [status, running, runCycle];
    case 'several':
      return outcome.outcomes.length === 1 ? outcome.outcomes.flatMap(choicesFor) : [];
    case 'result':
      return choicesOfResult(outcome);
    case 'answered':
      return outcome.work === null ? [] : [choice('Add a task instead', `add a task: ${outcome.work}`)];
    case 'undone':
      return [...outcome.choices];
    case 'acted':
      return outcome.act === 'cancel' && outcome.tasks.length > 0 ? [choice('Undo', 'undo')] : [];
    default:
      return [];
  }
}

const shownOnBoard = 3;

function choicesForBoard({ topic, board }: Extract<ReplyOutcome, { kind: 'board' }>): Choice[] {
  const [only, second] = board.tasks;
  if (topic === 'overview' || topic === 'counts') {
    const waiting = board.tasks.filter((task) => task.status === 'needs_review').slice(0, shownOnBoard);
    return [...(board.isPaused ? [resume] : []), ...waiting.map((task) => onTask.task(task.key))];
  }
  const tasks =
    only !== undefined && second === undefined
      ? choicesForTask(only)
      : board.tasks.slice(0, shownOnBoard).map((task) => onTask.task(task.key));
  return [...(board.isPaused ? [resume] : []), ...tasks];
}

/** Offers to make up, by a new task, for what cannot be taken back. */
export const revertingChoice = ({ key, title }: { key: string; title: string }): Choice =>
  choice(
    'Add a task that reverts it',
    `add a task: revert the changes of "${title.replaceAll('"', "'")}" (${key})`,
  );

export const cancelChoice = onTask.cancel;
