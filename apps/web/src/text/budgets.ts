import type { BudgetName } from '#features/budgets/money.ts';

export const budgets = {
  title: 'Budgets of models',
  hint: 'What calls of models may cost, in US dollars. Going over the first limit warns once; a call that would go over the second is not made.',
  names: {
    run: 'Each run',
    discussion: 'Each discussion',
    spec: 'Each spec',
    day: 'Each day (UTC)',
    project: 'The project in all',
  } satisfies Record<BudgetName, string>,
  soft: 'Warn beyond',
  hard: 'Stop at',
  softOf: (name: string) => `${name}: warn beyond`,
  hardOf: (name: string) => `${name}: stop at`,
  noLimit: 'no limit',
  notMoney: 'Give an amount in dollars, such as 2.50, or nothing for no limit.',
  used: (spent: string) => `${spent} spent`,
  usedOf: (spent: string, limit: string) => `${spent} of ${limit} spent`,
  held: (held: string) => `${held} set aside for calls that run now`,
  warned: 'The warning was given',
  passed: 'A budget is beyond its warning',
  stopped: 'A budget stopped a call of a model',
  softAt: (limit: string) => `warns beyond ${limit}`,
  limits: (soft: string | null, hard: string | null) =>
    [soft === null ? null : `warns beyond ${soft}`, hard === null ? null : `stops at ${hard}`]
      .filter((part) => part !== null)
      .join(', '),
  ofRun: 'Budget of this run, without what a coding agent takes by itself',
  ofDiscussion: 'Budget of this discussion',
  keepDays: 'Days that single calls are kept',
  keepDaysHint: 'From 1 to 3,650. Sums, budgets and the calls of open tasks stay.',
  usedToday: 'Today',
  usedInAll: 'In all',
  installation: 'All projects together',
  installationHint: 'What this installation may spend on models in a day (UTC), in US dollars.',
  saved: 'The budget is saved.',
  stale: 'Someone changed the budget first. Their limits are shown now; make your change again.',
} as const;
