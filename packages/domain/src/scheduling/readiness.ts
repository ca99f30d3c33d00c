import type { DependencyCondition, TaskStatus } from '@overmind/contracts/entities/task';

/** A task that another waits for. */
export interface Dependency {
  key: string;
  status: TaskStatus;
}

export type Readiness =
  | { kind: 'ready' }
  | { kind: 'waits'; reason: string }
  /** What it was to come after has gone another way: it never starts. */
  | { kind: 'needless'; reason: string };

/** Its run has ended; a person may still send it back. */
const ended: ReadonlySet<TaskStatus> = new Set<TaskStatus>(['done', 'needs_review', 'failed', 'canceled']);

/** Whether a task may start, going by what it depends on in the order given. */
export function judgeReadiness(after: DependencyCondition, dependencies: readonly Dependency[]): Readiness {
  const open = dependencies.filter(({ status }) =>
    after === 'done' ? status !== 'done' : !ended.has(status),
  );
  if (open.length > 0) return { kind: 'waits', reason: whyItWaits(open) };
  if (after !== 'failed' || dependencies.length === 0) return { kind: 'ready' };
  if (dependencies.some(({ status }) => status === 'failed')) return { kind: 'ready' };
  return { kind: 'needless', reason: whyNeedless(dependencies) };
}

/** What a person has to look at first, if anything, is named. */
const standing: Partial<Record<TaskStatus, string>> = {
  canceled: 'which was canceled: remove the dependency or cancel this too',
  failed: 'which failed',
  blocked: 'which is blocked',
  needs_review: 'which waits for a review',
};
const byNeed = Object.keys(standing) as TaskStatus[];

function whyItWaits(open: readonly Dependency[]): string {
  const worst = byNeed.find((status) => open.some((each) => each.status === status));
  const named = open.find(({ status }) => status === worst) ?? open[0];
  if (worst === undefined) return `waits for ${named?.key}${othersOf(open)}`;
  // Nothing else will move it, so that the others do not matter yet.
  const others = worst === 'canceled' || open.length === 1 ? '' : `,${othersOf(open)}`;
  return `waits for ${named?.key}, ${standing[worst]}${others}`;
}

const othersOf = (open: readonly Dependency[]): string =>
  open.length === 1 ? '' : ` and ${open.length - 1} more`;

function whyNeedless(dependencies: readonly Dependency[]): string {
  const keys = dependencies.map(({ key }) => key);
  const names = keys.length > 2 ? `${keys[0]} and ${keys.length - 1} more` : keys.join(' and ');
  const isAllCanceled = dependencies.every(({ status }) => status === 'canceled');
  const went = isAllCanceled ? `${keys.length > 1 ? 'were' : 'was'} canceled` : 'passed';
  return `${names} ${went}, so there is nothing to fix`;
}
