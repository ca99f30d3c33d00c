import { z } from 'zod';
import {
  CatalogueEntry,
  ExcludedModel,
  ModelAttempt,
  ModelCapability,
  ModelComplexity,
  ModelPolicy,
  ModelPrices,
  ModelPrivacy,
  ModelRef,
  ProviderKind,
  RoutedModel,
} from './model.ts';
import { Line, Text, Timestamp, Uuid } from './primitives.ts';
import { ProviderStatus } from './provider.ts';

/** What a provider says of one of its models; null where it says nothing. */
export const ListedModel = z.object({
  model: Line(128),
  context_tokens: CatalogueEntry.shape.context_tokens,
  max_output_tokens: CatalogueEntry.shape.max_output_tokens,
  prices: ModelPrices.nullable().default(null),
  capabilities: z.array(ModelCapability).nullable().default(null),
  is_remote: z.boolean().default(false).meta({
    description: 'its provider passes it on to another server, wherever it runs itself',
  }),
});
export type ListedModel = z.infer<typeof ListedModel>;

const fields = CatalogueEntry.shape;
/** What a person says of a model, in place of what is known; null is as known. */
export const ModelOverride = z.strictObject({
  context_tokens: fields.context_tokens,
  max_output_tokens: fields.max_output_tokens,
  prices: ModelPrices.nullable().default(null),
  capabilities: z.array(ModelCapability).max(3).nullable().default(null),
  trains_on_data: z.enum(['no', 'yes', 'unknown']).nullable().default(null),
  quality: z.number().int().min(0).max(100).nullable().default(null),
  is_enabled: z.boolean().default(true),
});
export type ModelOverride = z.infer<typeof ModelOverride>;

/** A model of the catalogue with what its provider's answers and earlier calls have shown of it. */
export const CatalogueModel = CatalogueEntry.extend({
  ref: ModelRef,
  kind: ProviderKind,
  status: z.enum([...ProviderStatus.options, 'unknown']).meta({ description: 'of its provider' }),
  is_stale: z.boolean().meta({
    description: 'its provider did not answer when it was last asked, so this is what it said before',
  }),
  price_source: z.enum(['set', 'provider', 'published', 'free', 'unknown']).meta({
    description:
      'set by a person; told by the provider; published when this version was made; free, as it is local; unknown',
  }),
  latency_ms: z
    .number()
    .int()
    .min(0)
    .nullable()
    .meta({ description: 'mean of its latest calls, on this node' }),
  error_rate: z.number().min(0).max(1).nullable().meta({ description: 'of the same calls' }),
  measured_calls: z.number().int().min(0).meta({ description: 'nothing for a token of one project' }),
  is_left_alone: z.boolean().meta({ description: 'it failed too often and is not called for now' }),
  override: ModelOverride.nullable().meta({ description: 'what a person set; null for nothing' }),
  override_version: z.number().int().meta({ description: '0 while nothing was set' }),
});
export type CatalogueModel = z.infer<typeof CatalogueModel>;

export const ModelSettings = ModelOverride.extend({ ref: ModelRef });
export type ModelSettings = z.infer<typeof ModelSettings>;

const Prompt = z.string().max(100_000);

/** What would be asked of the router. */
export const RouteQuestion = z.strictObject({
  policy: ModelPolicy.prefault({}),
  project_id: Uuid.nullable().default(null).meta({ description: 'whose rules hold too' }),
  agent_id: Uuid.nullable().default(null).meta({ description: 'of that project; its rules hold too' }),
  text: Prompt.default('').meta({ description: 'to judge how long and how demanding it is' }),
  input_tokens: z.number().int().min(0).max(100_000_000).optional().meta({
    description: 'estimated from the text when absent',
  }),
  output_tokens: z.number().int().min(1).max(10_000_000).default(4_096),
});
export type RouteQuestion = z.infer<typeof RouteQuestion>;

/** Where a call would go, in this order, and why not elsewhere. Nothing is called. */
export const RouteAnswer = z.object({
  privacy: ModelPrivacy.meta({ description: 'the strictest of all the rules that hold' }),
  complexity: ModelComplexity,
  input_tokens: z.number().int(),
  candidates: z.array(RoutedModel),
  excluded: z.array(ExcludedModel),
  detail: z.string().nullable().meta({ description: 'why there is no candidate, and what to do' }),
});
export type RouteAnswer = z.infer<typeof RouteAnswer>;

/** A trial of models with a prompt of one's own; it costs what it costs, and is in the ledger. */
export const TryRequest = z.strictObject({
  prompt: Prompt.min(1),
  system: Prompt.default(''),
  policy: ModelPolicy.prefault({}),
  project_id: Uuid.nullable().default(null).meta({
    description: 'whose budgets it takes from; null, for administrators, for none',
  }),
  max_output_tokens: z.number().int().min(1).max(100_000).default(1_024),
  temperature: z.number().min(0).max(2).optional(),
  is_deterministic: z.boolean().default(false).meta({
    description: 'an answer given before to exactly the same counts again, and costs nothing',
  }),
});
export type TryRequest = z.infer<typeof TryRequest>;

export const TryAnswer = z.object({
  call_id: Uuid,
  ref: ModelRef,
  text: z.string(),
  is_cut_short: z.boolean(),
  attempts: z.array(ModelAttempt),
});
export type TryAnswer = z.infer<typeof TryAnswer>;

/** One line of a streamed trial; the last is `end` or `error`. */
export const TryLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), ref: ModelRef }),
  z.object({ type: z.literal('delta'), kind: z.enum(['text', 'thought']), text: z.string() }),
  z.object({ type: z.literal('end'), ref: ModelRef, attempts: z.array(ModelAttempt) }),
  z.object({ type: z.literal('error'), detail: z.string(), attempts: z.array(ModelAttempt) }),
]);
export type TryLine = z.infer<typeof TryLine>;

export const ProviderTrial = z.object({
  is_up: z.boolean(),
  latency_ms: z.number().int().min(0),
  models: z.number().int().min(0).meta({ description: 'that it offers' }),
  error: Text(2_000).nullable(),
  checked_at: Timestamp,
});
export type ProviderTrial = z.infer<typeof ProviderTrial>;
