import { z } from 'zod';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';

/** Wire formats that models are spoken to in. `openai` is Responses, `openai_compatible` Chat Completions. */
export const ProviderKind = z.enum(['ollama', 'openrouter', 'anthropic', 'openai', 'openai_compatible']);
export type ProviderKind = z.infer<typeof ProviderKind>;

/** The name that a provider is configured under; a model is named `provider/model`. */
export const ProviderName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/);
export const ModelRef = z
  .string()
  .max(200)
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}\/\S(.*\S)?$/)
  .meta({ description: 'provider/model, e.g. ollama/qwen3' });

export const modelPrivacies = ['local_only', 'no_training', 'any'] as const;
export const ModelPrivacy = z.enum(modelPrivacies).meta({
  description:
    'local_only: only on the machine or in its network; no_training: also providers of which it is known that they train on nothing',
});
export type ModelPrivacy = z.infer<typeof ModelPrivacy>;

const PriceMicros = z.number().int().min(0).max(1_000_000_000_000).nullable().default(null);
const Tokens = z.number().int().min(0).max(1_000_000_000);

/** What a model takes for a million tokens, in millionths of a US dollar; null where it is not known. */
export const ModelPrices = z.strictObject({
  input_micros: PriceMicros,
  output_micros: PriceMicros,
  cached_input_micros: PriceMicros.meta({
    description: 'of input that the provider had kept; as input if null',
  }),
});
export type ModelPrices = z.infer<typeof ModelPrices>;

export const modelCapabilities = ['tools', 'json', 'vision'] as const;
export const ModelCapability = z.enum(modelCapabilities);
export type ModelCapability = z.infer<typeof ModelCapability>;

export const QualitySource = z.enum(['set', 'rated', 'estimated', 'unknown']).meta({
  description:
    'set by a person; rated with this version; estimated from its size, price or context; unknown, so 50',
});
export type QualitySource = z.infer<typeof QualitySource>;

/** One model that can be called, and what is known of it. */
export const CatalogueEntry = z.strictObject({
  provider: ProviderName,
  model: Line(128),
  context_tokens: Tokens.min(1).nullable().default(null).meta({ description: 'null where it is not known' }),
  max_output_tokens: Tokens.min(1).nullable().default(null),
  prices: ModelPrices.prefault({}),
  capabilities: z.array(ModelCapability).default([]),
  is_local: z.boolean().meta({ description: 'on this machine or in its network' }),
  is_undeclared: z.literal(true).optional().meta({
    description: 'near by, yet not local: nobody has said that its server passes nothing on',
  }),
  trains_on_data: z.enum(['no', 'yes', 'unknown']).default('unknown'),
  quality: z.number().int().min(0).max(100).default(50).meta({ description: 'from 0 to 100' }),
  quality_source: QualitySource.default('unknown'),
  is_enabled: z.boolean().default(true),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

export const ModelComplexity = z.enum(['low', 'medium', 'high']);
export type ModelComplexity = z.infer<typeof ModelComplexity>;

const Weight = z.number().int().min(0).max(100);
/** What matters in choosing between models, each against the others. */
export const ModelWeights = z.strictObject({
  cost: Weight.default(34),
  quality: Weight.default(33),
  latency: Weight.default(33),
});
export type ModelWeights = z.infer<typeof ModelWeights>;

/** How a model is chosen for some work; what is absent is as usual. */
const choice = {
  complexity: ModelComplexity.optional().meta({ description: 'estimated from the input when absent' }),
  weights: ModelWeights.optional().meta({ description: 'all three alike when absent' }),
  prefer_by: z.enum(['order', 'score']).optional().meta({
    description: 'how the preferred models are ordered: as they are listed, when absent, or as they score',
  }),
};
const Capabilities = z.array(ModelCapability).max(3).meta({ description: 'what the model must have' });

/** Which models may do a piece of work, and what matters in choosing between them. */
export const ModelPolicy = z.strictObject({
  privacy: ModelPrivacy.default('local_only'),
  capabilities: Capabilities.default([]),
  min_context_tokens: Tokens.default(0),
  ...choice,
  prefer: z.array(ModelRef).max(20).default([]).meta({ description: 'tried first' }),
  only_preferred: z.boolean().default(false).meta({ description: 'no model but the preferred ones' }),
});
export type ModelPolicy = z.infer<typeof ModelPolicy>;

const ruled = {
  capabilities: Capabilities.optional(),
  min_context_tokens: Tokens.min(1).optional(),
  ...choice,
};
/** What an agent or a persona says of the models for its work. */
export const AgentModelPolicy = z.strictObject({
  privacy: ModelPrivacy,
  prefer: z.array(Line(128)).max(20).default([]),
  ...ruled,
});
export type AgentModelPolicy = z.infer<typeof AgentModelPolicy>;

/** What a project says of the models for one kind of work; it loosens nothing, and an agent chooses before it. */
export const ModelRules = z.strictObject({
  privacy: ModelPrivacy.optional(),
  prefer: z.array(ModelRef).max(20).optional().meta({ description: 'for who names no models' }),
  ...ruled,
});
export type ModelRules = z.infer<typeof ModelRules>;

/** Why the router put a model where it is, or left it out. */
export const RoutedModel = z.object({ ref: ModelRef, score: z.number().int(), reasons: z.array(Text(300)) });
export type RoutedModel = z.infer<typeof RoutedModel>;
export const ExclusionReason = z.enum([
  'disabled',
  'not_preferred',
  'not_local',
  'may_train',
  'missing_capability',
  'context_too_small',
]);
export const ExcludedModel = z.object({ ref: ModelRef, reason: ExclusionReason, detail: Text(500) });
export type ExcludedModel = z.infer<typeof ExcludedModel>;

export const ModelFailureReason = z.enum([
  'unconfigured',
  'breaker_open',
  'over_budget',
  'budget_held',
  'context_too_long',
  'queue_full',
  'rate_limited',
  'refused',
  'invalid_request',
  'provider_failed',
  'unreachable',
  'forbidden_address',
  'redirected',
  'silent',
  'timed_out',
  'broken_off',
  'bad_answer',
  'answer_too_long',
  'invalid_output',
  'aborted',
]);
export type ModelFailureReason = z.infer<typeof ModelFailureReason>;

/** One try of one model, those that were not even begun included. */
export const ModelAttempt = z.object({
  ref: ModelRef,
  outcome: z.enum(['ok', 'cache_hit', 'failed', 'skipped']),
  reason: ModelFailureReason.nullable(),
  detail: Text(1_000).nullable().meta({ description: 'a sentence, without secrets' }),
  http_status: z.number().int().nullable(),
  waited_ms: z.number().int().min(0).meta({ description: 'before it began: backoff, Retry-After, limits' }),
  first_token_ms: z.number().int().min(0).nullable(),
  latency_ms: z.number().int().min(0),
});
export type ModelAttempt = z.infer<typeof ModelAttempt>;

export const CostSource = z.enum(['reported', 'computed', 'estimated', 'unknown']).meta({
  description:
    'reported by the provider; computed from its token counts and the catalogue; estimated where the answer broke off; unknown without a price',
});
export type CostSource = z.infer<typeof CostSource>;

/** What a call is for and whose budget it takes from. */
export const ModelCallScope = z.object({
  purpose: Line(64).meta({ description: 'a task type or workflow step, e.g. discussion.turn' }),
  project_id: Uuid.nullable().default(null),
  agent_id: Uuid.nullable().default(null),
  task_id: Uuid.nullable().default(null),
  run_id: Uuid.nullable().default(null),
  discussion_id: Uuid.nullable().default(null),
  spec_id: Uuid.nullable().default(null),
  discussion_turn: z
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .nullable()
    .default(null)
    .meta({ description: 'number of the turn in its discussion' }),
  persona: Line(80).nullable().optional().meta({ description: 'who speaks in that turn, by name' }),
});
export type ModelCallScope = z.infer<typeof ModelCallScope>;

/** One call as the ledger keeps it, whatever became of it. */
export const ModelCall = z.object({
  id: Uuid,
  scope: ModelCallScope,
  status: z.enum(['ok', 'failed', 'aborted']),
  reason: ModelFailureReason.nullable().meta({ description: 'why it failed; of the last attempt' }),
  answered_by: ModelRef.nullable(),
  is_local: z.boolean().nullable().meta({
    description: 'of the model that answered; without one, of all that were asked, and null where none was',
  }),
  privacy: ModelPrivacy,
  complexity: ModelComplexity,
  re_ask: z
    .number()
    .int()
    .min(0)
    .max(2)
    .meta({ description: 'which repetition for a valid structure; 0 is the first' }),
  candidates: z.array(RoutedModel),
  excluded: z.array(ExcludedModel),
  attempts: z.array(ModelAttempt),
  more_attempts: z.number().int().min(0).default(0).meta({
    description: 'further ones, made before the last of these, that are not kept',
  }),
  is_cache_hit: z.boolean(),
  input_tokens: Tokens,
  output_tokens: Tokens,
  cached_tokens: Tokens,
  cost_micros: z.number().int().min(0).nullable(),
  cost_source: CostSource,
  saved_micros: z.number().int().min(0).nullable().meta({ description: 'what a cache hit would have cost' }),
  warnings: z.array(Text(500)),
  started_at: Timestamp,
  latency_ms: z.number().int().min(0),
});
export type ModelCall = z.infer<typeof ModelCall>;
