import { type Counter, lockCounters, markWarned } from '@overmind/db/queries/models/budgets';
import type { Budget } from '@overmind/domain/models/budget';
import type { Write } from '../write.ts';
import { type BudgetScope, budgetNames } from './scopes.ts';

export interface LockedBudget {
  scope: BudgetScope;
  counter: Counter;
  budget: Budget;
}

/** Holds every counter of a call until the end of the transaction. */
export async function lockBudgets(w: Write, scopes: readonly BudgetScope[]): Promise<LockedBudget[]> {
  const counters = new Map((await lockCounters(w.tx, scopes)).map((counter) => [counter.scope, counter]));
  return scopes.flatMap((scope) => {
    const counter = counters.get(scope.scope);
    if (!counter) return [];
    const { soft_micros: softMicros, hard_micros: hardMicros } = scope.limits;
    const [spentMicros, reservedMicros] = [counter.spent_micros, counter.held_micros];
    const { takesUnknown = false } = scope;
    const name = budgetNames[scope.kind];
    const budget = { name, softMicros, hardMicros, spentMicros, reservedMicros, takesUnknown };
    return [{ scope, counter, budget }];
  });
}

/** Warns of a soft limit once, and again only when it was set to another amount. */
export async function warnOnce(
  w: Write,
  { scope, counter }: LockedBudget,
  warning: string,
): Promise<boolean> {
  const soft = scope.limits.soft_micros;
  if (soft === null || counter.warned_micros === soft) return false;
  await markWarned(w.tx, scope.scope, soft);
  const told = { kind: scope.kind, ...scope.limits, warning };
  if (scope.project_id !== null) w.emit(scope.project_id, 'project.budget.warned', scope.project_id, told);
  w.audit('budget.warned', null, scope.project_id, { scope: scope.scope, soft_micros: soft, warning });
  w.log.warn({ scope: scope.scope, project: scope.project_id }, warning);
  return true;
}
