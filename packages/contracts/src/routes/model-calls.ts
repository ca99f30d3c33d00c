import { z } from 'zod';
import { BudgetRules, BudgetState, InstallationBudgets } from '../entities/budget.ts';
import { LedgerCall, Usage, UsageGroup } from '../entities/model-call.ts';
import { PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

/** A day that every part of us can count with. */
const Day = z.iso.date().refine((day) => day >= '2000-01-01' && day <= '2999-12-31', {
  error: 'Give a day from 2000-01-01 to 2999-12-31.',
});
const admin = { kind: 'admin' } as const;

export const getModelUsage = defineRoute({
  id: 'models.usage',
  method: 'GET',
  path: '/models/usage',
  summary: 'What models were used for and cost, in your projects; days are in UTC',
  policy: { kind: 'signed_in' },
  query: z.strictObject({
    group_by: UsageGroup.default('day'),
    from: Day.optional(),
    to: Day.optional(),
    project: Uuid.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: Usage,
});
export const listModelCalls = defineRoute({
  id: 'projects.model_calls.list',
  method: 'GET',
  path: '/projects/:id/model-calls',
  summary: 'Calls of models for this project, newest first, with the chain that was tried',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject({ ...PageQuery.shape, task: Uuid.optional(), run: Uuid.optional() }),
  response: pageOf(LedgerCall),
});
export const getProjectBudgets = defineRoute({
  id: 'projects.budgets.get',
  method: 'GET',
  path: '/projects/:id/budgets',
  summary: 'What the project spent on models, today and in all, and its limits',
  policy: ofProject('viewer'),
  params: IdParams,
  response: z.object({ items: z.array(BudgetState), next_cursor: z.null() }),
});
export const getInstallationBudgets = defineRoute({
  id: 'models.budgets.get',
  method: 'GET',
  path: '/models/budgets',
  summary: 'What all projects together may spend on models',
  policy: admin,
  response: InstallationBudgets,
});
export const putInstallationBudgets = defineRoute({
  id: 'models.budgets.put',
  method: 'PUT',
  path: '/models/budgets',
  summary: 'Set what all projects together may spend on models',
  policy: admin,
  scope: 'admin',
  body: BudgetRules,
  response: InstallationBudgets,
});
