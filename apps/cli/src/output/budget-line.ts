import { BudgetExceeded } from '@overmind/contracts/entities/budget';
import type { RealtimeEvent } from '@overmind/contracts/entities/event';

/**
 * That a budget was passed, for whoever follows one run or discussion; null for other events, and for budgets that are
 * of another one.
 */
export function budgetLine({ type, entity }: RealtimeEvent, followedId: string): string | null {
  const told = type === 'budget.exceeded' ? BudgetExceeded.safeParse(entity.patch) : null;
  if (told === null || !told.success) return null;
  const { limit, subject_id: subject, detail } = told.data;
  if (subject !== null && subject !== followedId) return null;
  return limit === 'hard'
    ? `No model was called: ${detail}.`
    : `${detail.slice(0, 1).toUpperCase()}${detail.slice(1)}.`;
}
