import { z } from 'zod';
import { BudgetRules, BudgetState, InstallationBudgets } from '../entities/budget.ts';
import { ModelCallScope, ModelRef, ProviderName } from '../entities/model.ts';
import { LedgerCall, ListedCall, noProject, TurnCall, Usage, UsageGroup } from '../entities/model-call.ts';
import { PageQuery, pageOf, Uuid } from '../entities/primitives.ts';
import { defineRoute, IdParams, ofProject } from './route.ts';

/** A day that every part of us can count with. */
const Day = z.iso.date().refine((day) => day >= '2000-01-01' && day <= '2999-12-31', {
  error: 'Give a day from 2000-01-01 to 2999-12-31.',
});
const admin = { kind: 'admin' } as const;
const Turn = z.coerce.number().int().min(1).max(1_000_000);
const Persona = ModelCallScope.shape.persona.unwrap().unwrap();
/** As many as a discussion can have. */
const mostTurns = 500;

export const getModelUsage = defineRoute({
  id: 'models.usage',
  method: 'GET',
  path: '/models/usage',
  summary: 'What models were used for and cost, in your projects; days are in UTC',
  policy: { kind: 'signed_in', isForProjectTokens: true },
  query: z.strictObject({
    group_by: UsageGroup.default('day'),
    from: Day.optional(),
    to: Day.optional(),
    project: z
      .union([Uuid, z.literal(noProject)])
      .optional()
      .meta({ description: `"${noProject}" for calls that belong to no project; administrators see those` }),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: Usage,
});
const filters = {
  ...PageQuery.shape,
  provider: ProviderName.optional().meta({ description: 'who answered, else who was asked last' }),
  model: ModelRef.optional().meta({ description: 'likewise, as provider/model' }),
  status: LedgerCall.shape.status.optional(),
  from: Day.optional().meta({ description: 'begun on this day in UTC, or later' }),
  to: Day.optional().meta({ description: 'begun on this day in UTC, or before' }),
};
const isInOrder = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  from === undefined || to === undefined || from <= to;
const wrongOrder = { path: ['from'], error: '"from" is not after "to".' };

export const listModelCalls = defineRoute({
  id: 'projects.model_calls.list',
  method: 'GET',
  path: '/projects/:id/model-calls',
  summary: 'Calls of models for this project, newest first',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z
    .strictObject({
      ...filters,
      ...{ agent: Uuid.optional(), task: Uuid.optional(), run: Uuid.optional(), discussion: Uuid.optional() },
      persona: Persona.optional().meta({ description: 'only of who speaks by this name in discussions' }),
      turn: Turn.optional().meta({ description: 'only of this turn of the discussion' }),
    })
    .refine(isInOrder, wrongOrder)
    .refine(({ turn, discussion }) => turn === undefined || discussion !== undefined, {
      path: ['turn'],
      error: 'A turn is of a discussion; name that, too.',
    }),
  response: pageOf(ListedCall),
});
export const getModelCall = defineRoute({
  id: 'projects.model_calls.get',
  method: 'GET',
  path: '/projects/:id/model-calls/:call_id',
  summary: 'A call of a model with what was tried, and why this model and no other',
  policy: ofProject('viewer'),
  params: z.strictObject({ id: Uuid, call_id: Uuid }),
  response: LedgerCall,
});
export const listCallsOfNoProject = defineRoute({
  id: 'models.calls.list',
  method: 'GET',
  path: '/models/calls',
  summary: 'Calls of models that belong to no project, newest first',
  policy: admin,
  query: z.strictObject(filters).refine(isInOrder, wrongOrder),
  response: pageOf(ListedCall),
});
export const getCallOfNoProject = defineRoute({
  id: 'models.calls.get',
  method: 'GET',
  path: '/models/calls/:call_id',
  summary: 'A call that belongs to no project, with what was tried, and why this model and no other',
  policy: admin,
  params: z.strictObject({ call_id: Uuid }),
  response: LedgerCall,
});
export const listTurnCalls = defineRoute({
  id: 'discussions.turn_calls.list',
  method: 'GET',
  path: '/discussions/:id/turn-calls',
  summary: 'What the calls of models for the turns of a discussion took, the newest first for each turn',
  policy: { kind: 'project', role: 'viewer', of: 'discussion' },
  params: IdParams,
  query: z
    .strictObject({ from: Turn.default(1), to: Turn.default(mostTurns) })
    .refine(({ from, to }) => from <= to && to - from < mostTurns, {
      path: ['to'],
      error: `Ask for 1 to ${mostTurns} turns; "from" is not after "to".`,
    }),
  response: z.object({ items: z.array(TurnCall), next_cursor: z.null() }),
});
export const getProjectBudgets = defineRoute({
  id: 'projects.budgets.get',
  method: 'GET',
  path: '/projects/:id/budgets',
  summary: 'What the project, or also one run, discussion or spec of it, spent on models, and the limits',
  policy: ofProject('viewer'),
  params: IdParams,
  query: z.strictObject({ run: Uuid.optional(), discussion: Uuid.optional(), spec: Uuid.optional() }),
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
