import { z } from 'zod';
import { Timestamp, Uuid } from './primitives.ts';

/** Millionths of the currency that providers bill in. */
export const Micros = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const Limit = Micros.nullable().default(null);
/** Going over `soft_micros` warns once; a call that would go over `hard_micros` is not made. */
export const BudgetLimits = z
  .strictObject({ soft_micros: Limit, hard_micros: Limit })
  .refine(
    ({ soft_micros, hard_micros }) =>
      soft_micros === null || hard_micros === null || soft_micros <= hard_micros,
    { path: ['soft_micros'], error: 'The amount to warn beyond is at most the one to stop at.' },
  );
export type BudgetLimits = z.infer<typeof BudgetLimits>;

const limits = BudgetLimits.prefault({});
/** What a project may spend: each run, discussion and spec of it, each day (UTC), and all of it together. */
export const ProjectBudgets = z.strictObject({
  ...{ run: limits, discussion: limits, spec: limits, day: limits, project: limits },
});

/** What all projects together may spend. */
export const BudgetRules = z.strictObject({ day: limits });
export type BudgetRules = z.infer<typeof BudgetRules>;
export const InstallationBudgets = z.object({ budgets: BudgetRules, version: z.number().int() });
export type InstallationBudgets = z.infer<typeof InstallationBudgets>;

export const budgetKinds = ['installation_day', 'project', 'day', 'run', 'discussion', 'spec'] as const;
export const BudgetKind = z.enum(budgetKinds);
export type BudgetKind = z.infer<typeof BudgetKind>;

/** How a budget stands. `held_micros` is what calls that run now may come to cost. */
export const BudgetState = z.object({
  kind: BudgetKind,
  ...{ soft_micros: Micros.nullable(), hard_micros: Micros.nullable() },
  ...{ spent_micros: Micros, held_micros: Micros, warned_at: Timestamp.nullable() },
});
export type BudgetState = z.infer<typeof BudgetState>;

/**
 * What `budget.exceeded` tells of a project: calls went over a soft limit, or a hard one stopped a call. Once for each
 * limit and period, and again when the limit was set to another amount.
 */
export const BudgetExceeded = z.object({
  kind: BudgetKind,
  limit: z.enum(['soft', 'hard']),
  ...{ soft_micros: Micros.nullable(), hard_micros: Micros.nullable() },
  subject_id: Uuid.nullable().meta({ description: 'the run, discussion or spec that the budget is of' }),
  detail: z.string().meta({ description: 'for people: which budget, its limit, and what broke it' }),
});
export type BudgetExceeded = z.infer<typeof BudgetExceeded>;
