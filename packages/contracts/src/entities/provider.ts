import { z } from 'zod';
import { ProviderKind } from './model.ts';
import { changesOf, Timestamp } from './primitives.ts';

/** Where each kind is reached when no other address is set; a compatible server has none of its own. */
export const defaultBaseUrls = {
  ollama: 'http://127.0.0.1:11434',
  openrouter: 'https://openrouter.ai/api/v1',
  anthropic: 'https://api.anthropic.com/v1',
  openai: 'https://api.openai.com/v1',
  openai_compatible: null,
} as const satisfies Record<ProviderKind, string | null>;

const Rate = (max: number) => z.number().int().min(1).max(max).nullable().default(null);
/** Null is without a limit. */
export const ProviderLimits = z.strictObject({
  requests_per_min: Rate(1_000_000),
  tokens_per_min: Rate(1_000_000_000),
  concurrency: Rate(1_000),
});
export type ProviderLimits = z.infer<typeof ProviderLimits>;

export const KeepAlive = z
  .string()
  .trim()
  .regex(/^(-1|0|[1-9]\d{0,5}(ms|s|m|h))$/, 'Give a time such as "10m", 0 for not at all, or -1 for ever.')
  .nullable()
  .meta({
    description: 'Ollama only: how long a model stays in memory after a call; as Ollama does when null',
  });

/** All that is ever told of a key. */
export const ProviderKeyState = z.object({
  is_set: z.boolean(),
  source: z.enum(['stored', 'environment']).nullable(),
  last_four: z.string().nullable().meta({ description: 'null where the key is short' }),
  set_at: Timestamp.nullable(),
  problem: z.string().nullable().meta({ description: 'why a stored key cannot be used, and what to do' }),
});
export type ProviderKeyState = z.infer<typeof ProviderKeyState>;

export const providerStatuses = ['up', 'down'] as const;
export const ProviderStatus = z.enum(providerStatuses);
export type ProviderStatus = z.infer<typeof ProviderStatus>;

/** How a provider was when it was last asked. */
export const ProviderHealth = z.object({
  status: z.enum([...providerStatuses, 'unknown']).meta({ description: 'unknown: it was never asked' }),
  since: Timestamp.nullable().meta({ description: 'when it became so' }),
  checked_at: Timestamp.nullable(),
  latency_ms: z.number().int().min(0).nullable().meta({ description: 'of the last check' }),
  error: z
    .string()
    .nullable()
    .meta({ description: 'why it is down: a sentence without addresses or secrets' }),
  models: z.number().int().min(0).meta({ description: 'that it offered when it last answered' }),
  listed_at: Timestamp.nullable().meta({ description: 'when that was' }),
});
export type ProviderHealth = z.infer<typeof ProviderHealth>;

const ServesItself = z.boolean().meta({
  description:
    'whoever runs it says that it answers with models of its own and passes nothing on: without that none of its models counts as local. An Ollama is asked instead',
});

export const Provider = z.object({
  name: z.string(),
  kind: ProviderKind,
  base_url: z.string().nullable().meta({ description: 'told to administrators only' }),
  is_local: z.boolean().meta({ description: 'on this machine or in the own network' }),
  serves_itself: ServesItself,
  is_enabled: z.boolean(),
  from_environment: z.boolean().meta({ description: 'its address or key is set where the server runs' }),
  limits: ProviderLimits,
  keep_alive: KeepAlive,
  key: ProviderKeyState.nullable().meta({ description: 'told to administrators only' }),
  health: ProviderHealth,
  version: z.number().int().meta({ description: '0 while nothing was set here' }),
});
export type Provider = z.infer<typeof Provider>;

const BaseUrl = z.string().trim().min(1).max(2_000).nullable();
export const ProviderSettings = z.strictObject({
  kind: ProviderKind,
  base_url: BaseUrl.default(null),
  is_local: z.boolean().default(false),
  serves_itself: ServesItself.default(false),
  is_enabled: z.boolean().default(true),
  limits: ProviderLimits.prefault({}),
  keep_alive: KeepAlive.default(null),
});
export type ProviderSettings = z.infer<typeof ProviderSettings>;
export const ProviderPatch = z.strictObject({
  base_url: BaseUrl.optional(),
  is_local: z.boolean().optional(),
  serves_itself: ServesItself.optional(),
  is_enabled: z.boolean().optional(),
  limits: changesOf(ProviderLimits).optional(),
  keep_alive: KeepAlive.optional(),
});
export type ProviderPatch = z.infer<typeof ProviderPatch>;

/** Visible ASCII, as it stands in a header. */
export const NewProviderKey = z.strictObject({
  key: z
    .string()
    .trim()
    .min(8, 'A key has at least 8 characters.')
    .max(4_096, 'A key has at most 4,096 characters.')
    .regex(/^[\x21-\x7e]+$/, 'A key holds visible ASCII characters only.'),
});
