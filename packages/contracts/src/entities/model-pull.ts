import { z } from 'zod';
import { ProviderName } from './model.ts';
import { Line, Timestamp, Uuid } from './primitives.ts';

export const pullStatuses = ['queued', 'running', 'completed', 'failed', 'canceled'] as const;
export const PullStatus = z.enum(pullStatuses);
export type PullStatus = z.infer<typeof PullStatus>;

/** Ollama fetching a model. One that broke off goes on where it was when it is asked for again. */
export const ModelPull = z.object({
  id: Uuid,
  provider: ProviderName,
  model: z.string(),
  status: PullStatus,
  step: z.string().nullable().meta({ description: "what is done at the moment, in the provider's words" }),
  total_bytes: z.number().int().min(0).nullable(),
  completed_bytes: z.number().int().min(0).nullable(),
  error: z.string().nullable(),
  created_at: Timestamp,
  finished_at: Timestamp.nullable(),
});
export type ModelPull = z.infer<typeof ModelPull>;

export const NewModelPull = z.strictObject({
  model: Line(128).regex(/^[A-Za-z0-9][\w./:@-]*$/, 'Give the name of a model, such as "qwen3:8b".'),
});

/** A model that Ollama has on its disk. */
export const InstalledModel = z.object({
  model: z.string(),
  size_bytes: z.number().int().min(0).nullable(),
  modified_at: Timestamp.nullable(),
  is_loaded: z.boolean().meta({ description: 'it is in memory now' }),
});
export type InstalledModel = z.infer<typeof InstalledModel>;
