import { z } from 'zod';

/** Said of a model that Ollama passes on to another server, whatever it is called here (docs.ollama.com/api). */
const passedOn = { remote_model: z.unknown().optional(), remote_host: z.unknown().optional() };

export const isPassedOn = (said: { remote_model?: unknown; remote_host?: unknown }): boolean =>
  Boolean(said.remote_model) || Boolean(said.remote_host);

/** What stands on its disk. */
export const Tags = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      size: z.number().int().min(0).nullish().catch(null),
      modified_at: z.iso.datetime({ offset: true }).nullish().catch(null),
      ...passedOn,
    }),
  ),
});

/** What it says of one model. */
export const Shown = z.object({
  capabilities: z.array(z.string()).nullish().catch(null),
  model_info: z.record(z.string(), z.unknown()).nullish().catch(null),
  ...passedOn,
});
