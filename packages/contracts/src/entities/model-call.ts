import { z } from 'zod';
import { AgentName } from './agent.ts';
import { Micros } from './budget.ts';
import { ModelAttempt, ModelCall, ModelRef } from './model.ts';
import { Timestamp, Uuid } from './primitives.ts';
import { PromptValue } from './prompt.ts';

/** Which version of a prompt a call was made with, and for which arm of an experiment. */
export const PromptUse = z.object({
  prompt_version_id: Uuid.nullable().default(null),
  experiment_id: Uuid.nullable().default(null),
  arm: z.string().nullable().default(null),
});
export type PromptUse = z.infer<typeof PromptUse>;

/** The same with the values that were put in; null where they are not to be kept. */
export const PromptMade = PromptUse.extend({ values: z.record(z.string(), PromptValue).nullable() });
export type PromptMade = z.infer<typeof PromptMade>;

const Further = z.number().int().min(0).default(0);

/** A call as it stands in the ledger. */
export const LedgerCall = ModelCall.extend({
  ...PromptUse.shape,
  more_candidates: Further.meta({ description: 'further ones, that stood behind these and are not kept' }),
  more_excluded: Further.meta({ description: 'further ones that were left out, and are not kept' }),
  best_micros: Micros.nullable().default(null).meta({
    description:
      'what the best of its candidates would have cost, of those whose quality was set or rated; null where none was',
  }),
});
export type LedgerCall = z.infer<typeof LedgerCall>;

/** As many tries of a call as a list shows. */
export const mostListedTries = 20;

/** A call as a list shows it. What was tried, and the reasons for its model, come with the call alone. */
export const ListedCall = LedgerCall.pick({
  ...{ id: true, scope: true, status: true, reason: true, answered_by: true, is_local: true },
  ...{ is_cache_hit: true, input_tokens: true, output_tokens: true, cached_tokens: true },
  ...{ cost_micros: true, cost_source: true, started_at: true, latency_ms: true },
}).extend({
  asked: ModelRef.nullable().meta({ description: 'who answered, else who was asked last' }),
  agent_name: z.string().nullable(),
  task_key: z.string().nullable(),
  tries: z.number().int().min(0).meta({ description: 'of models, those that were not begun included' }),
  outcomes: z
    .array(ModelAttempt.shape.outcome)
    .meta({ description: `of these tries in their order, the first ${mostListedTries}` }),
});
export type ListedCall = z.infer<typeof ListedCall>;

const Count = z.number().int().min(0).max(2_147_483_647);

/** What the calls that a runner made of one model for a run, or for one of its reviewers, took together. */
export const RunModelUse = ModelCall.pick({
  ...{ status: true, reason: true, is_local: true, privacy: true, complexity: true },
  ...{ input_tokens: true, output_tokens: true, cached_tokens: true, cost_source: true },
}).extend({
  reviewer: AgentName.nullable().meta({ description: "null for the run's own agent" }),
  model: ModelRef,
  calls: Count,
  prompt: PromptUse.optional(),
  cost_micros: Micros.nullable(),
  latency_ms: Count,
  is_entered: z
    .boolean()
    .optional()
    .meta({ description: 'the server has these calls in its ledger already' }),
  call_id: Uuid.optional().meta({
    description:
      'of a single call that could not be entered: entered under it after all, it is the same call',
  }),
  started_at: Timestamp.optional().meta({ description: 'of that call, as the server told it' }),
});
export type RunModelUse = z.infer<typeof RunModelUse>;

/** What a call for one turn of a discussion took; the ledger has the rest under its id. */
export const TurnCall = LedgerCall.pick({
  ...{ id: true, status: true, reason: true, answered_by: true, is_local: true, is_cache_hit: true },
  ...{ input_tokens: true, output_tokens: true, cost_micros: true, cost_source: true, latency_ms: true },
}).extend({
  turn: z.number().int(),
  is_failed_over: z.boolean().meta({ description: 'another model had been tried, or passed over, before' }),
});
export type TurnCall = z.infer<typeof TurnCall>;

/** In place of a project: what belongs to none, such as trials by administrators. */
export const noProject = 'none';

export const usageGroups = ['agent', 'task', 'project', 'day', 'model', 'provider'] as const;
export const UsageGroup = z.enum(usageGroups);
export type UsageGroup = z.infer<typeof UsageGroup>;

const Total = z.number().int();
const usageSums = {
  ...{ calls: Total, failures: Total, cache_hits: Total },
  ...{ input_tokens: Total, output_tokens: Total, cached_tokens: Total },
  ...{ cost_micros: Total, saved_micros: Total, latency_ms: Total },
  best_micros: Total.meta({ description: 'what the best model would have cost, where that is known' }),
  compared_micros: Total.meta({ description: 'what just these calls did cost' }),
  local_calls: Total,
  local_tokens: Total.meta({ description: 'in and out' }),
  cloud_calls: Total.meta({ description: 'calls that are neither asked no model' }),
  cloud_tokens: Total,
};
export const UsageRow = z.object({
  group: z
    .string()
    .nullable()
    .meta({ description: 'id, name of a persona, day, provider or provider/model; null for calls of none' }),
  label: z.string().nullable().meta({ description: 'name, or key of a task' }),
  ...usageSums,
});
export type UsageRow = z.infer<typeof UsageRow>;
export const UsageTotal = z.object(usageSums);
export type UsageTotal = z.infer<typeof UsageTotal>;
/** The groups that cost most, or for days the newest, and the sum over all groups. */
export const Usage = z.object({
  group_by: UsageGroup,
  ...{ from: z.iso.date(), to: z.iso.date() },
  items: z.array(UsageRow),
  total: UsageTotal,
});
export type Usage = z.infer<typeof Usage>;
