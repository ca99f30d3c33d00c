import { type Task, type TaskStatus, taskStatuses } from '@overmind/contracts/entities/task';

/*
 * A task waits as `queued`, is worked on as `in_progress`, and its successful run brings it to
 * `needs_review`, from where a person (or a project's auto-accept) makes it `done` or queues it again.
 * `blocked` is put in words by whoever blocks it; `failed` waits for a person. `done` and `canceled` are final.
 */
export const taskTransitions: Record<TaskStatus, readonly TaskStatus[]> = {
  queued: ['in_progress', 'blocked', 'canceled'],
  blocked: ['queued', 'canceled'],
  in_progress: ['needs_review', 'failed', 'queued', 'canceled'],
  needs_review: ['done', 'queued', 'canceled'],
  failed: ['queued', 'canceled'],
  done: [],
  canceled: [],
};

export const finalTaskStatuses: readonly TaskStatus[] = taskStatuses.filter(
  (status) => taskTransitions[status].length === 0,
);
export const openTaskStatuses: readonly TaskStatus[] = taskStatuses.filter(
  (status) => !finalTaskStatuses.includes(status),
);

export type TaskRule =
  | 'task.transition'
  | 'task.done_needs_successful_run'
  | 'task.run_starts_from_queued'
  | 'task.agent_disabled'
  | 'task.blocked_needs_reason';

export interface TaskChange {
  from: TaskStatus;
  to: TaskStatus;
  hasSuccessfulRun: boolean;
  agentIsEnabled: boolean;
  reason: string | null;
  /** The live run ended without a verdict on the work; the only way from `in_progress` back to `queued`. */
  runWasLost?: boolean;
}

export interface TaskViolation {
  rule: TaskRule;
  detail: string;
}

/** As in "the task is …". */
export const statusWords: Record<TaskStatus, string> = {
  queued: 'queued',
  blocked: 'blocked',
  in_progress: 'in progress',
  needs_review: 'in review',
  done: 'done',
  failed: 'failed',
  canceled: 'canceled',
};

/** The first hard rule that forbids a change of status, with a sentence for a person; null when it is allowed. */
export function findViolation(change: TaskChange): TaskViolation | null {
  const { from, to } = change;
  if (finalTaskStatuses.includes(from)) return forbidden(from, to);
  if (to === 'in_progress') return findStartViolation(change);
  if (to === 'done' && !change.hasSuccessfulRun) {
    return {
      rule: 'task.done_needs_successful_run',
      detail: 'A task is done only when one of its runs succeeded. Run it first.',
    };
  }
  if (!taskTransitions[from].includes(to)) return forbidden(from, to);
  if (from === 'in_progress' && to === 'queued' && change.runWasLost !== true) return forbidden(from, to);
  if (to === 'blocked' && (change.reason ?? '').trim() === '') {
    return { rule: 'task.blocked_needs_reason', detail: 'Say why the task is blocked.' };
  }
  return null;
}

function findStartViolation(change: TaskChange): TaskViolation | null {
  if (change.from !== 'queued') {
    return {
      rule: 'task.run_starts_from_queued',
      detail: `A run starts only from a queued task; this one is ${statusWords[change.from]}.`,
    };
  }
  if (!change.agentIsEnabled) {
    return {
      rule: 'task.agent_disabled',
      detail: 'The agent of this task is disabled. Enable it, or give the task to another agent.',
    };
  }
  return null;
}

function forbidden(from: TaskStatus, to: TaskStatus): TaskViolation {
  return { rule: 'task.transition', detail: explainTransition(from, to) };
}

function explainTransition(from: TaskStatus, to: TaskStatus): string {
  if (from === to) return `The task is ${statusWords[from]} already.`;
  if (finalTaskStatuses.includes(from)) {
    return `The task is ${statusWords[from]}, and that is final. Make a new task instead.`;
  }
  if (from === 'in_progress' && to === 'queued') {
    return 'A task in progress goes back to the queue only when its run was lost. Cancel it instead.';
  }
  return `A task that is ${statusWords[from]} cannot become ${statusWords[to]}.`;
}

export interface TaskMove {
  to: TaskStatus;
  via: 'approve' | 'reject' | 'cancel' | 'retry' | 'run' | 'block';
}

const cancelMove: TaskMove = { to: 'canceled', via: 'cancel' };
const moves: Record<TaskStatus, readonly TaskMove[]> = {
  queued: [{ to: 'in_progress', via: 'run' }, { to: 'blocked', via: 'block' }, cancelMove],
  blocked: [{ to: 'queued', via: 'retry' }, cancelMove],
  in_progress: [cancelMove],
  needs_review: [{ to: 'done', via: 'approve' }, { to: 'queued', via: 'reject' }, cancelMove],
  failed: [{ to: 'queued', via: 'retry' }, cancelMove],
  done: [],
  canceled: [],
};

/** Where a person may drag a card, and the action that the drop stands for. */
export function movesForPeople(task: Pick<Task, 'status'>): TaskMove[] {
  return [...moves[task.status]];
}

const columnReasons: Partial<Record<TaskStatus, string>> = {
  in_progress: 'Only a queued task can be run.',
  needs_review: 'A task comes to review by itself, when its run succeeds.',
  done: 'Only a reviewed task can be done.',
  failed: 'A task fails only when its run fails.',
  blocked: 'Only a queued task can be blocked.',
};

/** Why a person may not drag a card from one column to another; null when they may, or when it stays. */
export function whyNotMove(from: TaskStatus, to: TaskStatus): string | null {
  if (from === to || moves[from].some((move) => move.to === to)) return null;
  if (finalTaskStatuses.includes(from)) return explainTransition(from, to);
  return columnReasons[to] ?? explainTransition(from, to);
}

/**
 * The shortest circle that `from` would close by depending on `proposed`, as task ids that begin and end with
 * `from`; null when there is none. `proposed` replaces what `edges` (task → what it waits for) has for `from`.
 */
export function findDependencyCycle(
  edges: ReadonlyMap<string, readonly string[]>,
  from: string,
  proposed: readonly string[],
): string[] | null {
  const reachedBy = new Map<string, string>();
  const frontier: string[] = [];
  const visit = (id: string, by: string) => {
    if (reachedBy.has(id)) return;
    reachedBy.set(id, by);
    frontier.push(id);
  };
  for (const id of proposed) visit(id, from);
  for (let index = 0; index < frontier.length && !reachedBy.has(from); index += 1) {
    const current = frontier[index] ?? from;
    for (const id of edges.get(current) ?? []) visit(id, current);
  }
  return reachedBy.has(from) ? walkBack(reachedBy, from) : null;
}

function walkBack(reachedBy: ReadonlyMap<string, string>, from: string): string[] {
  const circle = [from];
  let current = reachedBy.get(from) ?? from;
  while (current !== from) {
    circle.unshift(current);
    current = reachedBy.get(current) ?? from;
  }
  return [from, ...circle];
}
