import type { BudgetLimits, ProjectBudgets } from '@overmind/contracts/entities/budget';
import type { z } from 'zod';

export const budgetNames = ['run', 'discussion', 'spec', 'day', 'project'] as const satisfies (keyof z.infer<
  typeof ProjectBudgets
>)[];
export type BudgetName = (typeof budgetNames)[number];

/** Limits as they are typed, in dollars; empty without one. */
export interface LimitsDraft {
  soft: string;
  hard: string;
}

const microsPerDollar = 1_000_000;
const typed = (micros: number | null): string => (micros === null ? '' : String(micros / microsPerDollar));
/** What is no amount becomes NaN, which the contract refuses. */
const micros = (text: string): number | null =>
  text.trim() === '' ? null : Math.round(Number(text.trim().replace(/^\$\s*/, '')) * microsPerDollar);
/** Nothing, or an amount of dollars that is not negative. */
export const isMoney = (text: string): boolean => {
  const amount = micros(text);
  return amount === null || amount >= 0;
};

export const limitsDraftOf = ({ soft_micros, hard_micros }: BudgetLimits): LimitsDraft => ({
  soft: typed(soft_micros),
  hard: typed(hard_micros),
});
export const limitsOf = ({ soft, hard }: LimitsDraft): BudgetLimits => ({
  soft_micros: micros(soft),
  hard_micros: micros(hard),
});
