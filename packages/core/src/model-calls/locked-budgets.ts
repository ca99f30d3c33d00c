import type { BudgetExceeded } from '@overmind/contracts/entities/budget';
import { type Counter, lockCounters, markStopped, markWarned } from '@overmind/db/queries/models/budgets';
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
export async function warnOnce(w: Write, locked: LockedBudget, warning: string): Promise<boolean> {
  const { scope, counter } = locked;
  const soft = scope.limits.soft_micros;
  if (soft === null || counter.warned_micros === soft) return false;
  await markWarned(w.tx, scope.scope, soft);
  tell(w, scope, 'soft', warning);
  w.audit('budget.warned', null, scope.project_id, { scope: scope.scope, soft_micros: soft, warning });
  return true;
}

/** Whether a hard limit is there that stopped no call yet since it was set to this amount. */
export const isNewStop = ({ scope: { limits }, counter }: LockedBudget): boolean =>
  limits.hard_micros !== null && counter.stopped_micros !== limits.hard_micros;

/** Tells once that a hard limit stopped a call, and again only when it was set to another amount. */
export async function tellStopOnce(w: Write, locked: LockedBudget, detail: string): Promise<void> {
  const { scope } = locked;
  const hard = scope.limits.hard_micros;
  if (hard === null || !isNewStop(locked)) return;
  await markStopped(w.tx, scope.scope, hard);
  tell(w, scope, 'hard', detail);
  w.audit('budget.stopped', null, scope.project_id, { scope: scope.scope, hard_micros: hard, detail });
}

/** The budget of the installation is nobody's in a project to hear of. */
function tell(w: Write, scope: BudgetScope, limit: BudgetExceeded['limit'], detail: string): void {
  w.log.warn({ scope: scope.scope, project: scope.project_id }, detail);
  if (scope.project_id === null) return;
  const told: BudgetExceeded = {
    kind: scope.kind,
    limit,
    ...scope.limits,
    subject_id: subjectOf(scope),
    detail,
  };
  w.emit(scope.project_id, 'budget.exceeded', scope.project_id, told);
}

/** Names of such scopes are the kind and the id. */
const subjectOf = ({ kind, scope }: BudgetScope): string | null =>
  kind === 'run' || kind === 'discussion' || kind === 'spec' ? scope.slice(kind.length + 1) : null;
